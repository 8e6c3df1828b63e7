package io.baton.upgrade.shared.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.upgrade.ServiceTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ServiceTest
class TransactionsTest {

    @Inject
    EntityManager database;

    /** As a request that locks an instance and its upgrade against an event that locks them the other way round. */
    @Test
    void theVictimOfADeadlockTriesAgain() {
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger attempts = new AtomicInteger();

        CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> locking(71, 72, bothHoldOne, attempts));
        CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> locking(72, 71, bothHoldOne, attempts));

        assertThat(one.join()).isEqualTo("done");
        assertThat(other.join()).isEqualTo("done");
        assertThat(attempts).hasValue(3);
    }

    private String locking(int first, int second, CyclicBarrier bothHoldOne, AtomicInteger attempts) {
        return Transactions.call(() -> {
            boolean again = attempts.incrementAndGet() > 2;
            lock(first);
            if (!again) {
                bothHoldOne.await(10, TimeUnit.SECONDS);
            }
            lock(second);
            return "done";
        });
    }

    private void lock(int number) {
        database.createNativeQuery("select cast(pg_advisory_xact_lock(?1) as text)")
                .setParameter(1, number)
                .getSingleResult();
    }
}
