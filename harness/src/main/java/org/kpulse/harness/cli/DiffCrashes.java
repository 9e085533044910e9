package org.kpulse.harness.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.crash.CrashChange;
import org.kpulse.harness.crash.CrashTally;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Outcome;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.CrashQuery;
import org.kpulse.harness.store.CrashQuery.OnKernel;
import org.kpulse.harness.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The crashes of two kernels. */
@Command(
        name = "diff",
        description = {
            "Say which crashes differ between two kernels, over all their boots.",
            "What no boot of the base had is a regression when two or more fresh boots of the candidate had it (exit code 1),",
            "in one it was seen once (4); what both had, one of them not in every boot, is flaky and has its rates."
        })
final class DiffCrashes extends Leaf {

    @Mixin
    TwoKernels kernels = new TwoKernels();

    DiffCrashes(Context context) {
        super(context);
    }

    private record Line(CrashQuery.Key key, CrashChange change, CrashTally base, CrashTally candidate) {}

    /** All boots of one kernel. */
    private record Side(Map<String, Integer> boots, Map<CrashQuery.Key, OnKernel> crashes) {

        static Side of(CrashQuery query, long kernel) {
            return new Side(query.boots(kernel), query.ofKernel(kernel));
        }

        CrashTally tally(CrashQuery.Key key) {
            OnKernel found = crashes.get(key);
            return found == null ? CrashTally.none(boots.getOrDefault(key.platform(), 0)) : found.tally();
        }

        int boots(String platform) {
            return boots.getOrDefault(platform, 0);
        }
    }

    @Override
    public Integer call() {
        try (Database database = context.database(common)) {
            TwoKernels.Stored pair = kernels.in(database, context, common);
            CrashQuery query = new CrashQuery(database);
            Side before = Side.of(query, pair.base().id());
            Side after = Side.of(query, pair.candidate().id());
            List<String> platforms = platforms(before, after);
            if (platforms.stream().noneMatch(name -> before.boots(name) > 0 && after.boots(name) > 0)) {
                throw new UsageException(
                        "No platform has boots of both that say something; make some with: kpulse run --base "
                                + pair.base().ref() + " --candidate "
                                + pair.candidate().ref());
            }
            List<Line> lines = lines(before, after);
            if (common.json) {
                context.json(object(pair, platforms, before, after, lines));
            } else {
                context.print(text(pair, platforms, before, after, lines));
            }
            return outcome(lines).exitCode();
        }
    }

    private List<String> platforms(Side before, Side after) {
        return Stream.concat(before.boots.keySet().stream(), after.boots.keySet().stream())
                .filter(kernels::wants)
                .distinct()
                .sorted()
                .toList();
    }

    private List<Line> lines(Side before, Side after) {
        TreeSet<CrashQuery.Key> keys = new TreeSet<>(before.crashes.keySet());
        keys.addAll(after.crashes.keySet());
        List<Line> lines = new ArrayList<>();
        for (CrashQuery.Key key : keys) {
            if (kernels.wants(key.platform())) {
                CrashTally first = before.tally(key);
                CrashTally second = after.tally(key);
                lines.add(new Line(key, CrashChange.of(first, second), first, second));
            }
        }
        return lines;
    }

    private static Outcome outcome(List<Line> lines) {
        List<CrashChange> changes = lines.stream().map(Line::change).toList();
        return Outcome.ofChanges(changes.contains(CrashChange.REGRESSION), changes.contains(CrashChange.SEEN_ONCE));
    }

    private static String text(
            TwoKernels.Stored pair, List<String> platforms, Side before, Side after, List<Line> lines) {
        StringBuilder text = new StringBuilder(pair.text());
        List<Line> changed =
                lines.stream().filter(line -> line.change() != CrashChange.SAME).toList();
        if (!changed.isEmpty()) {
            Table table =
                    Table.withTextAtTheEnd(3, "platform", "change", "id", "cause before", "cause after", "signature");
            changed.forEach(line -> table.row(
                    line.key().platform(),
                    line.change().name(),
                    CrashLines.id(line.key().signature()),
                    CrashLines.boots(line.base()),
                    CrashLines.boots(line.candidate()),
                    line.key().signature()));
            text.append(table.text());
        }
        text.append(lines.size() - changed.size())
                .append(" of ")
                .append(lines.size())
                .append(" signatures are the same on both; boots compared: ");
        return text.append(String.join(
                        ", ",
                        platforms.stream()
                                .map(name -> name + " " + before.boots(name) + " and " + after.boots(name))
                                .toList()))
                .append('\n')
                .toString();
    }

    private static Map<String, @Nullable Object> object(
            TwoKernels.Stored pair, List<String> platforms, Side before, Side after, List<Line> lines) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("outcome", outcome(lines).name().toLowerCase(Locale.ROOT));
        object.put("base", pair.base().ref());
        object.put("candidate", pair.candidate().ref());
        object.put(
                "boots",
                platforms.stream()
                        .map(name -> boots(name, before.boots(name), after.boots(name)))
                        .toList());
        object.put("crashes", lines.stream().map(DiffCrashes::object).toList());
        return object;
    }

    private static Map<String, @Nullable Object> boots(String platform, int base, int candidate) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("platform", platform);
        object.put("base", base);
        object.put("candidate", candidate);
        return object;
    }

    private static Map<String, @Nullable Object> object(Line line) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("platform", line.key().platform());
        object.put("id", CrashLines.id(line.key().signature()));
        object.put("signature", line.key().signature());
        object.put("change", line.change().name().toLowerCase(Locale.ROOT));
        object.put("base", CrashLines.json(line.base()));
        object.put("candidate", CrashLines.json(line.candidate()));
        return object;
    }
}
