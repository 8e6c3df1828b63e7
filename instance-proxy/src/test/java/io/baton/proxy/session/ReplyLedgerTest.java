package io.baton.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.session.Expectation.Verdict;
import org.junit.jupiter.api.Test;

class ReplyLedgerTest {

    private final ReplyLedger ledger = new ReplyLedger();

    @Test
    void owesWhatWasIssuedAndNotAnswered() {
        ledger.issued(3);
        ledger.answered(1);
        assertThat(ledger.owed()).isEqualTo(2);
        assertThat(ledger.ordinaryAhead()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anExpectationIsDueBehindTheRepliesBeforeIt() {
        Expectation expectation = head -> Verdict.SWALLOW;
        ledger.issued(2);
        ledger.issued(expectation);
        ledger.issued(1);
        assertThat(ledger.due()).isNull();
        assertThat(ledger.ordinaryAhead()).isEqualTo(2);
        ledger.answered(2);
        assertThat(ledger.due()).isSameAs(expectation);
        assertThat(ledger.settle()).isSameAs(expectation);
        assertThat(ledger.due()).isNull();
        assertThat(ledger.owed()).isEqualTo(1);
    }

    @Test
    void anEngineThatSaysMoreThanItWasAskedOwesNothing() {
        ledger.answered(1);
        assertThat(ledger.owed()).isZero();
        ledger.issued(1);
        assertThat(ledger.owed()).isEqualTo(1);
    }
}
