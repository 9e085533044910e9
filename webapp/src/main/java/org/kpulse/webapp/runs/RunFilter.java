package org.kpulse.webapp.runs;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.store.RunQuery;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.table.Paging;
import org.kpulse.webapp.table.Query;

/**
 * Which runs are listed, as the address says it.
 *
 * @param kernel exact reference; empty for all
 * @param platform name; empty for all
 * @param state name of a {@link RunState}; empty for all
 */
record RunFilter(String kernel, String platform, String state) {

    RunFilter {
        kernel = kernel.strip();
        platform = platform.strip();
        if (!state.isEmpty() && Arrays.stream(RunState.values()).map(Enum::name).noneMatch(state::equals)) {
            throw new BadParameter(
                    "state",
                    "a state is one of "
                            + Arrays.stream(RunState.values()).map(Enum::name).collect(Collectors.joining(", ")) + ".");
        }
        refuseNul("kernel", kernel);
        refuseNul("platform", platform);
    }

    private static void refuseNul(String parameter, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new BadParameter(parameter, "a name has no NUL in it.");
        }
    }

    public boolean isEmpty() {
        return kernel.isEmpty() && platform.isEmpty() && state.isEmpty();
    }

    /** One run more than the page has, which tells whether there is another page. */
    RunQuery.Filter of(Paging paging) {
        return new RunQuery.Filter(
                Optional.empty(),
                Optional.of(kernel).filter(k -> !k.isEmpty()),
                Optional.of(platform).filter(p -> !p.isEmpty()),
                Optional.of(state).filter(s -> !s.isEmpty()).map(RunState::valueOf),
                paging.size() + 1,
                paging.offset());
    }

    /** As the address has it. */
    Query query() {
        return Query.NONE.with("kernel", kernel).with("platform", platform).with("state", state);
    }
}
