package org.kpulse.webapp.regressions;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.regression.Judgement;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RegressionJudge;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.people.Audit;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.Conflict;
import org.kpulse.webapp.server.NotFound;
import org.springframework.stereotype.Component;

/** Verdicts of people, over a page or the API. */
@Component
public class RegressionActs {

    private final RegressionJudge judge;
    private final Audit audit;

    RegressionActs(Database database, Audit audit) {
        this.judge = new RegressionJudge(database);
        this.audit = audit;
    }

    /**
     * What somebody says.
     *
     * @param verdict a word of {@link Judgement.Act}
     * @param of number of another regression, for duplicates
     * @param note why
     */
    public record Said(
            @Nullable String verdict,
            @Nullable String of,
            @Nullable String note) {}

    /**
     * Stores a verdict and notes who gave it.
     *
     * @param version that they have seen
     * @throws NotFound if there is no such regression
     * @throws Conflict if it has changed since, or its state does not allow it
     */
    public void judge(long id, int version, Said said, Actor actor) {
        Judgement judgement = judgement(said);
        RegressionJudge.Answer answer = audit.together(() -> {
            RegressionJudge.Answer now = judge.judge(id, version, actor.name(), judgement);
            if (now instanceof RegressionJudge.Stored) {
                String of = judgement.of().isPresent() ? " of " + judgement.of().getAsLong() : "";
                audit.note(actor, "regression." + judgement.act().word(), id + of);
            }
            return now;
        });
        if (answer instanceof RegressionJudge.Unknown) {
            throw new NotFound("There is no regression " + id + ".");
        }
        if (answer instanceof RegressionJudge.Refused refused) {
            throw new Conflict(refused.why());
        }
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
