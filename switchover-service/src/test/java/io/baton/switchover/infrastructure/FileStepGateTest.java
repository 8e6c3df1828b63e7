package io.baton.switchover.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.switchover.application.GameDayException;
import io.baton.switchover.application.Step;
import io.baton.switchover.application.StepGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStepGateTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Path file;
    private Path reached;

    @BeforeEach
    void name() {
        file = folder.resolve("gate");
        reached = folder.resolve("gate.reached");
    }

    @Test
    void withoutAFileEverythingPasses() {
        StepGate gate = new FileStepGate(file, LONG);
        assertThat(gate.<String, RuntimeException>pass(Step.FENCE, () -> "done"))
                .isEqualTo("done");
        assertThat(reached).doesNotExist();
    }

    @Test
    void itStopsWhereTheFileSaysAndGoesOnWhenTheFileChanges() throws Exception {
        Files.writeString(file, "before FENCE\n");
        StepGate gate = new FileStepGate(file, LONG);
        gate.before(Step.HOLD);
        gate.after(Step.FENCE);
        assertThat(reached).doesNotExist();

        CompletableFuture<Void> passing = CompletableFuture.runAsync(() -> gate.before(Step.FENCE));
        await().until(() -> Files.exists(reached));
        assertThat(reached).hasContent(ProcessHandle.current().pid() + " before FENCE");
        assertThat(passing).isNotDone();

        Files.writeString(file, "");
        passing.get();
    }

    @Test
    void itGoesOnByItselfAfterAWhile() throws Exception {
        Files.writeString(file, "after COMMIT");
        new FileStepGate(file, Duration.ofMillis(20)).after(Step.COMMIT);
        assertThat(reached).content().endsWith(" after COMMIT\n");
    }

    @Test
    void aStepThatIsToFailIsDoneFirst() throws Exception {
        Files.writeString(file, "fail CATCH_UP");
        StepGate gate = new FileStepGate(file, LONG);
        boolean[] done = {false};

        assertThatThrownBy(() -> gate.through(Step.CATCH_UP, () -> done[0] = true))
                .isInstanceOf(GameDayException.class);
        assertThat(done[0]).isTrue();
    }

    @Test
    void itTellsEverySwitchThatHasStopped() throws Exception {
        Files.writeString(file, "before FENCE");
        StepGate gate = new FileStepGate(file, Duration.ofMillis(20));
        gate.before(Step.FENCE);
        gate.before(Step.FENCE);
        assertThat(reached).content().hasLineCount(2);
    }

    @Test
    void itTellsWhichStepsThereAreBeforeTheFirstSwitch() {
        new FileStepGate(file, LONG);
        assertThat(folder.resolve("gate.steps"))
                .content()
                .contains("FENCE FORWARD\n", "LOWER_FENCE UNDO\n", "RECOVER RECOVERY\n")
                .hasLineCount(Step.values().length);
    }
}
