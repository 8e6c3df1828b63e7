package io.baton.e2e.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The check of the histories is itself checked: each test forges one defect into an otherwise right history and shows
 * that exactly it is found.
 */
class ForgedHistoryTest {

    private static final int REGISTERS = 4;
    private static final int APPENDS = 2_500;

    private final ClientHistory history = new ClientHistory(REGISTERS);

    @Test
    void aRightHistoryIsClean() {
        Verdict verdict = writtenHistory().judge(rightEnd());

        assertThat(verdict).isEqualTo(new Verdict(REGISTERS + 3 + APPENDS, 0, 0, 0, 0, 0));
        assertThat(verdict.clean()).isTrue();
    }

    @Test
    void oneLostSetIsFoundAtTheEnd() {
        history.set(0, history.nextNumber(), Outcome.ACKNOWLEDGED);
        history.set(0, history.nextNumber(), Outcome.ACKNOWLEDGED);

        Verdict verdict = history.judge(end(List.of(1L, 0L, 0L, 0L), 0, Map.of()));

        assertThat(verdict.lostWrites()).isEqualTo(1);
        assertThat(verdict.clean()).isFalse();
    }

    @Test
    void oneLostSetIsFoundBeforeItIsOverwritten() {
        history.set(0, 1, Outcome.ACKNOWLEDGED);
        history.set(0, 2, Outcome.ACKNOWLEDGED);
        boolean right = history.read(0, 1, () -> 1);
        history.set(0, 3, Outcome.ACKNOWLEDGED);

        Verdict verdict = history.judge(end(List.of(3L, 0L, 0L, 0L), 0, Map.of()));

        assertThat(right).isFalse();
        assertThat(verdict.lostWrites()).isEqualTo(1);
        assertThat(verdict.wrongValues()).isEqualTo(1);
    }

    @Test
    void oneStaleReadIsWrongAndNothingIsLost() {
        history.set(0, 1, Outcome.ACKNOWLEDGED);
        history.set(0, 2, Outcome.ACKNOWLEDGED);
        history.read(0, 1, () -> 2);

        Verdict verdict = history.judge(end(List.of(2L, 0L, 0L, 0L), 0, Map.of()));

        assertThat(verdict.wrongValues()).isEqualTo(1);
        assertThat(verdict.lostWrites()).isZero();
    }

    @Test
    void anAnswerThatBelongsToAnotherIsWrong() {
        history.set(0, 1, Outcome.ACKNOWLEDGED);
        history.read(0, -1, () -> 1);

        assertThat(history.judge(end(List.of(1L, 0L, 0L, 0L), 0, Map.of())).wrongValues())
                .isEqualTo(1);
    }

    @Test
    void anUnansweredSetMayHaveHappenedOrNot() {
        history.set(0, 1, Outcome.ACKNOWLEDGED);
        history.set(0, 2, Outcome.UNANSWERED);

        assertThat(history.judge(end(List.of(1L, 0L, 0L, 0L), 0, Map.of())).harmless())
                .isTrue();
        assertThat(history.judge(end(List.of(2L, 0L, 0L, 0L), 0, Map.of())).harmless())
                .isTrue();
    }

    @Test
    void anUnansweredSetThatComesBackOverALaterOneLosesIt() {
        history.set(0, 1, Outcome.UNANSWERED);
        history.set(0, 2, Outcome.ACKNOWLEDGED);

        assertThat(history.judge(end(List.of(1L, 0L, 0L, 0L), 0, Map.of())).lostWrites())
                .isEqualTo(1);
    }

    @Test
    void aRefusedSetThatHappenedAllTheSameIsWrong() {
        history.set(0, 1, Outcome.ACKNOWLEDGED);
        history.set(0, 2, Outcome.REFUSED);

        Verdict verdict = history.judge(end(List.of(2L, 0L, 0L, 0L), 0, Map.of()));

        assertThat(verdict.wrongValues()).isEqualTo(1);
        assertThat(verdict.errors()).isEqualTo(1);
    }

    @Test
    void oneLostIncrementIsFoundAtTheEndAndInTheNextAnswer() {
        assertThat(history.incremented(1)).isTrue();
        assertThat(history.incremented(2)).isTrue();
        assertThat(history.incremented(2)).isFalse();

        Verdict verdict = history.judge(end(List.of(0L, 0L, 0L, 0L), 2, Map.of()));

        assertThat(verdict.lostWrites()).isEqualTo(1);
        assertThat(verdict.wrongValues()).isEqualTo(1);
    }

    @Test
    void oneDoubledIncrementIsFoundAtTheEndAndInTheNextAnswer() {
        history.incremented(1);
        assertThat(history.incremented(3)).isFalse();

        assertThat(history.judge(end(List.of(0L, 0L, 0L, 0L), 3, Map.of())).doubledWrites())
                .isEqualTo(1);
    }

    @Test
    void anUnansweredIncrementMayCountOnceAndNoMore() {
        history.incremented(1);
        history.notIncremented(Outcome.UNANSWERED);
        assertThat(history.incremented(3)).isTrue();

        assertThat(history.judge(end(List.of(0L, 0L, 0L, 0L), 3, Map.of())).harmless())
                .isTrue();
        assertThat(history.judge(end(List.of(0L, 0L, 0L, 0L), 4, Map.of())).doubledWrites())
                .isEqualTo(1);
    }

    @Test
    void oneLostAppendIsFound() {
        ReadBack end = withLists(lists -> lists.get(1L).remove(Long.valueOf(1_500)));

        assertThat(writtenHistory().judge(end)).isEqualTo(new Verdict(REGISTERS + 3 + APPENDS, 1, 0, 0, 0, 0));
    }

    @Test
    void oneDoubledAppendIsFound() {
        ReadBack end = withLists(lists -> lists.get(2L).add(2_500L));

        assertThat(writtenHistory().judge(end)).isEqualTo(new Verdict(REGISTERS + 3 + APPENDS, 0, 1, 0, 0, 0));
    }

    @Test
    void anAppendThatCameLateIsOutOfOrder() {
        ReadBack end = withLists(lists -> {
            lists.get(0L).remove(Long.valueOf(10));
            lists.get(0L).add(10L);
        });

        assertThat(writtenHistory().judge(end).wrongValues()).isEqualTo(1);
    }

    @Test
    void aRefusedAppendMustNotBeThere() {
        long refused = history.nextAppend();
        history.appended(refused, Outcome.REFUSED);

        assertThat(history.judge(end(List.of(0L, 0L, 0L, 0L), 0, Map.of(0L, List.of(refused))))
                        .wrongValues())
                .isEqualTo(1);
    }

    @Test
    void anUnansweredAppendMayBeThereOnce() {
        long unanswered = history.nextAppend();
        history.appended(unanswered, Outcome.UNANSWERED);

        assertThat(history.judge(end(List.of(0L, 0L, 0L, 0L), 0, Map.of())).harmless())
                .isTrue();
        assertThat(history.judge(end(List.of(0L, 0L, 0L, 0L), 0, Map.of(0L, List.of(1L, 1L))))
                        .doubledWrites())
                .isEqualTo(1);
    }

    @Test
    void aRemovedListThatIsBackIsALostRemoval() {
        append(APPENDS);
        history.checked(numbers(1, 1_000));
        history.removed(Outcome.ACKNOWLEDGED);

        Verdict verdict = history.judge(end(
                List.of(0L, 0L, 0L, 0L),
                0,
                Map.of(0L, List.of(7L), 1L, numbers(1_001, 2_000), 2L, numbers(2_001, 2_500))));

        assertThat(verdict.lostWrites()).isEqualTo(1);
    }

    @Test
    void aListIsCheckedBeforeItIsRemoved() {
        append(APPENDS);
        List<Long> one = numbers(1, 1_000);
        one.remove(3);

        assertThat(history.checked(one)).isFalse();
        history.removed(Outcome.ACKNOWLEDGED);

        assertThat(history.judge(end(
                                List.of(0L, 0L, 0L, 0L),
                                0,
                                Map.of(1L, numbers(1_001, 2_000), 2L, numbers(2_001, 2_500))))
                        .lostWrites())
                .isEqualTo(1);
    }

    @Test
    void brokenConnectionsAreCounted() {
        history.disconnected();
        history.notConnected();

        assertThat(history.judge(end(List.of(0L, 0L, 0L, 0L), 0, Map.of()))).isEqualTo(new Verdict(0, 0, 0, 0, 1, 1));
    }

    private ClientHistory writtenHistory() {
        for (int i = 0; i < REGISTERS; i++) {
            history.set(i, history.nextNumber(), Outcome.ACKNOWLEDGED);
        }
        LongStream.rangeClosed(1, 3).forEach(history::incremented);
        append(APPENDS);
        return history;
    }

    private void append(int times) {
        for (int i = 0; i < times; i++) {
            history.appended(history.nextAppend(), Outcome.ACKNOWLEDGED);
        }
    }

    private static ReadBack rightEnd() {
        return withLists(lists -> {});
    }

    private static ReadBack withLists(java.util.function.Consumer<Map<Long, List<Long>>> forgery) {
        Map<Long, List<Long>> lists = new HashMap<>();
        lists.put(0L, numbers(1, 1_000));
        lists.put(1L, numbers(1_001, 2_000));
        lists.put(2L, numbers(2_001, APPENDS));
        forgery.accept(lists);
        return end(List.of(1L, 2L, 3L, 4L), 3, lists);
    }

    private static ReadBack end(List<Long> registers, long counter, Map<Long, List<Long>> lists) {
        return new ReadBack(registers, counter, lists);
    }

    private static List<Long> numbers(long from, long to) {
        return new ArrayList<>(LongStream.rangeClosed(from, to).boxed().toList());
    }
}
