package org.kpulse.harness.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.runner.RetryPolicy.Next;

class RetryPolicyTest {

    /** F finished, K the kernel failed, I a fault of ours; one letter an attempt. */
    @ParameterizedTest
    @CsvSource({
        "0, '', RETRY",
        "0, F, DONE",
        "0, I, INFRA_FAILED",
        "0, K, INFRA_FAILED",
        "1, F, DONE",
        "1, K, RETRY",
        "1, I, RETRY",
        "1, KF, DONE",
        "1, IF, DONE",
        "1, KK, KERNEL_FAILED",
        "1, KI, INFRA_FAILED",
        "1, IK, INFRA_FAILED",
        "1, II, INFRA_FAILED",
        "2, '', RETRY",
        "2, K, RETRY",
        "2, KK, RETRY",
        "2, KI, RETRY",
        "2, KKF, DONE",
        "2, KKK, KERNEL_FAILED",
        "2, KIK, KERNEL_FAILED",
        "2, IKK, KERNEL_FAILED",
        "2, KII, INFRA_FAILED",
        "2, III, INFRA_FAILED",
        "2, KKKK, KERNEL_FAILED"
    })
    void onlyAFaultThatAFreshBootRepeatsIsTheKernels(int retries, String attempts, Next expected) {
        List<RunState> states = attempts.isEmpty()
                ? List.of()
                : Arrays.stream(attempts.split("", -1))
                        .filter(s -> !s.isEmpty())
                        .map(RetryPolicyTest::state)
                        .toList();

        assertThat(new RetryPolicy(retries).after(states)).isEqualTo(expected);
    }

    @Test
    void aNegativeNumberOfRetriesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(-1));
    }

    private static RunState state(String letter) {
        return switch (letter) {
            case "F" -> RunState.FINISHED;
            case "K" -> RunState.KERNEL_FAILED;
            default -> RunState.INFRA_FAILED;
        };
    }
}
