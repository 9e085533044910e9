package org.kpulse.harness.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.harness.benchmark.TestSet;

class ResultNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ptrace/get_syscall_info/global.get | ptrace/get_syscall_info/global.get",
                "futex_wake shared (page anon) succeeds | futex_wake-shared-page-anon-succeeds",
                "../../etc/passwd | etc/passwd",
                "a//b/ | a/b",
                "$(reboot); `x` | reboot-x",
                "-rf | rf",
                "*** | test",
                "a#2 | a-2",
            })
    void aNameMeansNothingToAShell(String called, String name) {
        assertThat(new ResultNames().of(called)).isEqualTo(name).matches(TestSet::isName);
    }

    @Test
    void eachNameIsGivenOnceAndNoneIsTooLong() {
        ResultNames names = new ResultNames();
        String longest = "x".repeat(99) + "/y";

        assertThat(names.of("a")).isEqualTo("a");
        assertThat(names.of("a.2")).isEqualTo("a.2");
        assertThat(names.of("a")).isEqualTo("a.3");
        assertThat(names.of("a ")).isEqualTo("a.4");
        assertThat(names.of(longest)).hasSize(99).matches(TestSet::isName);
        assertThat(names.of(longest)).hasSize(100).endsWith(".2").matches(TestSet::isName);
    }
}
