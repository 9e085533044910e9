package org.kpulse.harness.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.analysis.noise.MetricNoise;
import org.kpulse.analysis.noise.NoiseModel;
import org.kpulse.analysis.noise.VarianceComponents.Spread;
import org.kpulse.harness.comparison.PlatformNoise;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PlatformStore;
import picocli.CommandLine.Command;

/** What the stored runs say of each metric's noise. */
@Command(
        name = "noise",
        description =
                "Print how much each metric of each platform varies when nothing changed, learnt from all stored runs.")
final class NoiseCommand extends Leaf {

    NoiseCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (Database database = context.database(common)) {
            StringBuilder text = new StringBuilder();
            List<Map<String, @Nullable Object>> json = new ArrayList<>();
            for (PlatformStore.PlatformRow platform : Context.oldestFirst(new PlatformStore(database).list())) {
                Optional<NoiseModel> model = PlatformNoise.of(database, platform.id());
                if (model.isEmpty()) {
                    continue;
                }
                String name = platform.platform().name();
                text.append(text.isEmpty() ? "" : "\n")
                        .append(name)
                        .append('\n')
                        .append(text(model.get()));
                model.get().metrics().values().forEach(noise -> json.add(json(name, noise, model.get())));
            }
            if (json.isEmpty()) {
                throw new UsageException("No kernel was booted twice yet; start with: kpulse run");
            }
            if (common.json) {
                context.json(json);
            } else {
                context.print(text
                        + "CV: deviation of a boot's mean within one kernel; worth: degrees of freedom it adds to a"
                        + " comparison.\n");
            }
            return 0;
        }
    }

    private static String text(NoiseModel model) {
        Table table = new Table(
                2, "benchmark", "metric", "CV %", "worth", "boots", "kernels", "least", "most", "neighbours", "modes");
        for (MetricNoise noise : model.metrics().values()) {
            table.row(
                    noise.key().benchmark(),
                    noise.key().metric(),
                    number("%.3f", noise.cvPercent()),
                    number("%.1f", worth(noise, model)),
                    Integer.toString(noise.range().boots()),
                    Integer.toString(noise.range().kernels()),
                    number("%.6g", noise.range().min()),
                    number("%.6g", noise.range().max()),
                    noise.autocorrelation()
                            .map(a -> number("%+.2f", a.coefficient()))
                            .orElse("-"),
                    noise.bimodality()
                            .filter(b -> b.isBimodal())
                            .map(b -> "2, " + number("%.1f", b.gapPercent()) + " % apart")
                            .orElse("-"));
        }
        return table.text();
    }

    private static double worth(MetricNoise noise, NoiseModel model) {
        VariancePrior prior = model.prior(noise.key(), noise.range().iterations(), Spread.WITHIN_BUILD);
        return prior.degreesOfFreedom();
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static Map<String, @Nullable Object> json(String platform, MetricNoise noise, NoiseModel model) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("platform", platform);
        object.put("benchmark", noise.key().benchmark());
        object.put("metric", noise.key().metric());
        object.put("cv_percent", noise.cvPercent());
        object.put("prior_degrees_of_freedom", worth(noise, model));
        object.put("boots", noise.range().boots());
        object.put("kernels", noise.range().kernels());
        object.put("min", noise.range().min());
        object.put("max", noise.range().max());
        object.put(
                "autocorrelation",
                noise.autocorrelation().map(a -> a.coefficient()).orElse(null));
        object.put("excess_kurtosis", noise.tails().map(t -> t.excessKurtosis()).orElse(null));
        object.put("bimodality_p", noise.bimodality().map(b -> b.p()).orElse(null));
        return object;
    }
}
