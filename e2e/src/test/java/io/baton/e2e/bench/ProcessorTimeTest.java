package io.baton.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

    @Test
    void whatIsInFrontMayContainSpacesAndParentheses() {
        String stat = "4711 (a) b) (c) S 1 4711 4711 0 -1 4194304 900 0 3 0 1234 567 0 0 20 0 9 0 88 99 11";

        assertThat(ProcessorTime.parse(stat)).isEqualTo(new ProcessorTime(12.34, 5.67));
    }

    @Test
    void thisProcessHasUsedSome() {
        ProcessorTime now = ProcessorTime.of(ProcessHandle.current().pid());

        assertThat(now.user() + now.system()).isPositive();
    }
}
