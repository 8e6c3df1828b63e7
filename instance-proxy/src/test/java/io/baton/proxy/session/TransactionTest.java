package io.baton.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionTest {

    private final Transaction transaction = new Transaction();

    @AfterEach
    void release() {
        transaction.release();
    }

    @Test
    void whatWasQueuedCanBeQueuedAgain() {
        append("one", false);
        append("two", false);
        assertThat(transaction.repeatable()).isTrue();
        assertThat(transaction.repeat(UnpooledByteBufAllocator.DEFAULT).toString(US_ASCII))
                .isEqualTo("onetwo");
        assertThat(transaction.copyBytes()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void aLongOneIsForgottenAndSoonerWhereMemoryIsTight() {
        append("x".repeat(Transaction.MAX_BYTES_TIGHT), true);
        assertThat(transaction.repeatable()).isTrue();
        append("x", false);
        assertThat(transaction.repeatable()).isTrue();
        append("x", true);
        assertThat(transaction.repeatable()).isFalse();
        assertThat(transaction.copyBytes()).isZero();
    }

    @Test
    void changesOfTheSessionAreNotedUpToALimit() {
        for (int i = 0; i < Transaction.MOST_EFFECTS; i++) {
            assertThat(transaction.queued(i, new SessionEffect.Selected("1"))).isTrue();
        }
        assertThat(transaction.queued(Transaction.MOST_EFFECTS, new SessionEffect.Selected("1")))
                .isFalse();
    }

    private void append(String text, boolean tight) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, US_ASCII);
        transaction.append(UnpooledByteBufAllocator.DEFAULT, bytes, 0, bytes.readableBytes(), tight);
    }
}
