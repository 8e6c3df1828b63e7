package io.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreePortTest {

    @Test
    void severalAreDifferentAndFree() {
        assertThat(FreePort.choose(200)).hasSize(200).doesNotHaveDuplicates().allMatch(FreePort::isFree);
    }
}
