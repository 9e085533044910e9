package org.kpulse.webapp.live;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.webapp.server.BadParameter;

/**
 * What a reader wants to know changes of.
 *
 * @param id of the one thing; 0 where there is but one
 */
public record Topic(Kind kind, long id) {

    private static final Pattern WRITTEN = Pattern.compile("lab|bisection:([0-9]{1,18})");

    /** Kinds of them. */
    public enum Kind {
        /** Everything that the first page shows: runs, jobs, experiments, regressions, bisections. */
        LAB,
        /** One bisection. */
        BISECTION
    }

    /** All that the first page shows. */
    public static final Topic LAB = new Topic(Kind.LAB, 0);

    /** That bisection. */
    public static Topic bisection(long id) {
        return new Topic(Kind.BISECTION, id);
    }

    /**
     * Reads {@code lab} or {@code bisection:7}.
     *
     * @throws BadParameter if it is neither
     */
    static Topic parse(String written) {
        Matcher match = WRITTEN.matcher(written);
        if (!match.matches()) {
            throw new BadParameter("about", "is to be lab or bisection:ID");
        }
        return match.group(1) == null ? LAB : bisection(Long.parseLong(match.group(1)));
    }

    /** As it is asked for. */
    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return id == 0 ? name : name + ":" + id;
    }
}
