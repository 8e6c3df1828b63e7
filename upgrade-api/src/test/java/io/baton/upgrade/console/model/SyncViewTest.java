package io.baton.upgrade.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.SyncProgress;
import io.baton.contracts.SyncProgress.Phase;
import io.baton.upgrade.upgrading.model.SyncStatus;
import org.junit.jupiter.api.Test;

class SyncViewTest {

    @Test
    void whileTheOldMasterWritesTheSnapshotNothingIsKnownOfItsSize() {
        SyncView view = SyncView.of(new SyncStatus(1, false, 0, progress(Phase.FULL, 0, 0)));

        assertThat(view.snapshot()).isEqualTo("being written");
        assertThat(view.left()).isEqualTo("not known yet");
        assertThat(view.percent()).isZero();
    }

    @Test
    void whileItTravelsItsBytesAreCounted() {
        SyncView view = SyncView.of(new SyncStatus(1, false, 0, progress(Phase.FULL, 1_000_000, 4_000_000)));

        assertThat(view.percent()).isEqualTo(25);
        assertThat(view.left()).isEqualTo("3.0 MB");
        assertThat(view.half()).isEqualTo("Snapshot travels");
    }

    @Test
    void whoHasCaughtUpHasAllOfItWhateverTheLastProgressSaid() {
        SyncView view = SyncView.of(new SyncStatus(1, true, 0, progress(Phase.FULL, 0, 0)));

        assertThat(view.snapshot()).isEqualTo("all of it");
        assertThat(view.left()).isEqualTo("none");
        assertThat(view.percent()).isEqualTo(100);
        assertThat(view.half()).isEqualTo("Caught up");
    }

    private static SyncProgress progress(Phase phase, long synced, long total) {
        return new SyncProgress(phase, synced, total, 0, 0, null);
    }
}
