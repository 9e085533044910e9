package org.kpulse.webapp.regressions;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.regression.Judgement;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RegressionJudge;
import org.kpulse.webapp.people.Audit;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.Conflict;
import org.kpulse.webapp.server.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What an operator may do with a regression. */
@Controller
class RegressionActions {

    private final RegressionJudge judge;
    private final Bisecting bisecting;
    private final Audit audit;

    RegressionActions(Database database, Bisecting bisecting, Audit audit) {
        this.judge = new RegressionJudge(database);
        this.bisecting = bisecting;
        this.audit = audit;
    }

    /**
     * Fields of the form.
     *
     * @param of number of another regression, for duplicates
     */
    record Said(
            @Nullable String verdict,
            @Nullable String of,
            @Nullable String note) {}

    /**
     * Stores a verdict.
     *
     * @param version that the operator has seen
     */
    @PostMapping("/regressions/{id:[0-9]+}/judge")
    String judge(
            @PathVariable long id, @RequestParam int version, Said said, Principal who, HttpServletRequest request) {
        Judgement judgement = judgement(said);
        RegressionJudge.Answer answer = judge.judge(id, version, who.getName(), judgement);
        if (answer instanceof RegressionJudge.Unknown) {
            throw new NotFound("There is no regression " + id + ".");
        }
        if (answer instanceof RegressionJudge.Refused refused) {
            throw new Conflict(refused.why());
        }
        audit.note(
                who.getName(),
                request.getRemoteAddr(),
                "regression." + judgement.act().word(),
                id + (judgement.of().isPresent() ? " of " + judgement.of().getAsLong() : ""));
        return "redirect:/regressions/" + id;
    }

    /** Stores bisections of it, which {@code kpulse bisect resume} carries out. */
    @PostMapping("/regressions/{id:[0-9]+}/bisect")
    String bisect(@PathVariable long id, @RequestParam int version, Principal who, HttpServletRequest request) {
        bisecting
                .begin(id, version)
                .forEach(bisection -> audit.note(
                        who.getName(), request.getRemoteAddr(), "regression.bisect", id + ": bisection " + bisection));
        return "redirect:/regressions/" + id;
    }

    private static Judgement judgement(Said said) {
        String verdict = text(said.verdict());
        OptionalLong of = number(text(said.of()));
        Judgement.Act act = Judgement.Act.named(verdict)
                .orElseThrow(() -> new BadParameter("verdict", "there is no verdict \"" + verdict + "\"."));
        boolean isOdd = (act == Judgement.Act.DUPLICATE) != of.isPresent();
        try {
            return new Judgement(act, of, text(said.note()));
        } catch (UsageException e) {
            throw new BadParameter(isOdd ? "of" : "note", String.valueOf(e.getMessage()));
        }
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field;
    }

    private static OptionalLong number(String of) {
        if (of.isBlank()) {
            return OptionalLong.empty();
        }
        if (!of.strip().matches("[0-9]{1,18}")) {
            throw new BadParameter("of", "it is the number of a regression, not \"" + of + "\".");
        }
        return OptionalLong.of(Long.parseLong(of.strip()));
    }
}
