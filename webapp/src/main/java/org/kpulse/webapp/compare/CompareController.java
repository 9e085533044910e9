package org.kpulse.webapp.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.kpulse.webapp.table.Visible;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Two kernels against each other. */
@Controller
class CompareController {

    private final KernelNames kernels;
    private final Judge judge;
    private final Views views;

    CompareController(KernelNames kernels, Judge judge, Views views) {
        this.kernels = kernels;
        this.judge = judge;
        this.views = views;
    }

    /** What stands behind the question mark, as it comes. */
    record Asked(
            @Nullable String base,
            @Nullable String candidate,
            @Nullable String platform,
            @Nullable String all,
            @Nullable String open,
            @Nullable String why) {

        boolean isComplete() {
            return !text(base).isEmpty() && !text(candidate).isEmpty();
        }

        static String text(@Nullable String value) {
            return Optional.ofNullable(value).map(String::strip).orElse("");
        }
    }

    @GetMapping("/compare")
    String page(Asked asked, Model model) {
        model.addAttribute("offered", kernels.offered());
        model.addAttribute("platforms", judge.names());
        model.addAttribute("platform", platform(asked));
        if (!asked.isComplete()) {
            model.addAttribute("base", Asked.text(asked.base()));
            model.addAttribute("candidate", Asked.text(asked.candidate()));
            return "compare/ask";
        }
        Question question = question(asked);
        List<PlatformView> parts = answered(question).stream().map(views::of).toList();
        model.addAttribute("base", question.base().ref());
        model.addAttribute("candidate", question.candidate().ref());
        model.addAttribute("baseName", Visible.of(question.base().ref()));
        model.addAttribute("candidateName", Visible.of(question.candidate().ref()));
        model.addAttribute("question", question);
        model.addAttribute("parts", parts);
        model.addAttribute("turned", "/compare?" + question.turned().query());
        return "compare/compare";
    }

    @GetMapping("/compare.json")
    @ResponseBody
    Map<String, Object> json(Asked asked) {
        return TableAnswers.json(metrics(asked));
    }

    @GetMapping("/compare.csv")
    ResponseEntity<String> csv(Asked asked) {
        return TableAnswers.csv(metrics(asked));
    }

    @GetMapping("/compare/index.json")
    @ResponseBody
    Map<String, Object> indexJson(Asked asked) {
        return TableAnswers.json(movers(asked));
    }

    @GetMapping("/compare/index.csv")
    ResponseEntity<String> indexCsv(Asked asked) {
        return TableAnswers.csv(movers(asked));
    }

    @GetMapping("/compare/samples.json")
    @ResponseBody
    Map<String, Object> samplesJson(Asked asked) {
        return TableAnswers.json(samples(asked));
    }

    @GetMapping("/compare/samples.csv")
    ResponseEntity<String> samplesCsv(Asked asked) {
        return TableAnswers.csv(samples(asked));
    }

    private Table metrics(Asked asked) {
        return Tables.metrics("Metrics", answered(question(required(asked))));
    }

    private Table movers(Asked asked) {
        return Tables.movers("Who moved the index", answered(question(required(asked))), Integer.MAX_VALUE);
    }

    private Table samples(Asked asked) {
        Question question = question(required(asked));
        if (question.shown().open().isEmpty()) {
            throw new BadParameter("open", "it names the metric, as benchmark/metric.");
        }
        return answered(question).stream()
                .flatMap(part -> judge.opened(part).stream())
                .findFirst()
                .map(found -> Tables.samples("Samples", found))
                .orElseThrow();
    }

    /** Refuses an open metric that none of the platforms has. */
    private List<Judged> answered(Question question) {
        List<Judged> parts = judge.judged(question);
        boolean there = parts.stream()
                .flatMap(part -> part.comparison().metrics().stream())
                .anyMatch(metric -> question.opens(metric.key()));
        if (!question.shown().open().isEmpty() && !there) {
            throw new NotFound("No metric \"" + question.shown().open() + "\" was measured on both kernels.");
        }
        return parts;
    }

    private static Asked required(Asked asked) {
        if (!asked.isComplete()) {
            throw new BadParameter(
                    Asked.text(asked.base()).isEmpty() ? "base" : "candidate", "it names a kernel, and is missing.");
        }
        return asked;
    }

    private Question question(Asked asked) {
        KernelRow base = kernels.named("base", Asked.text(asked.base()));
        KernelRow candidate = kernels.named("candidate", Asked.text(asked.candidate()));
        return new Question(
                base,
                candidate,
                platform(asked),
                new Question.Shown(flag("all", asked.all()), open(asked), flag("why", asked.why())));
    }

    private static String platform(Asked asked) {
        String name = Asked.text(asked.platform());
        if (!name.isEmpty() && !name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new BadParameter("platform", "a platform's name is of a-z, 0-9 and -.");
        }
        return name;
    }

    private static boolean flag(String name, @Nullable String value) {
        return switch (Asked.text(value)) {
            case "1" -> true;
            case "", "0" -> false;
            default -> throw new BadParameter(name, "it is 1, or left out.");
        };
    }

    private static String open(Asked asked) {
        String metric = Asked.text(asked.open());
        if (!metric.isEmpty() && (!metric.contains("/") || metric.length() > 300)) {
            throw new BadParameter("open", "a metric is benchmark/metric.");
        }
        return metric;
    }
}
