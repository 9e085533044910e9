package org.kpulse.harness.store;

import java.util.List;
import org.kpulse.harness.regression.Impact;
import org.kpulse.harness.store.RegressionRow.Call;

/**
 * A regression with what it holds.
 *
 * @param calls all of them, the newest first
 */
public record HeldRegression(RegressionRow row, List<Call> calls) {

    public HeldRegression {
        calls = List.copyOf(calls);
    }

    /** The calls that no later comparison judged again. */
    public List<Call> standing() {
        return calls.stream().filter(Call::newest).toList();
    }

    /** How much those matter. */
    public double impact() {
        return Impact.of(standing().stream()
                .map(call -> new Impact.Call(call.platform(), call.name(), call.percent()))
                .toList());
    }

    /** How many metrics those are of. */
    public int metrics() {
        return (int) standing().stream().map(Call::name).distinct().count();
    }

    /** The platforms of all calls, by name. */
    public List<String> platforms() {
        return calls.stream().map(Call::platform).distinct().sorted().toList();
    }
}
