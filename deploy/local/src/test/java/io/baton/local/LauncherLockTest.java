package io.baton.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherLockTest {

    @TempDir
    Path folder;

    @Test
    void onlyOneLauncherLooksAfterAHome() throws Exception {
        Home home = new Home(folder);
        home.prepare();

        try (LauncherLock first = LauncherLock.tryAcquire(home).orElseThrow()) {
            assertThat(LauncherLock.tryAcquire(home)).isEmpty();
            assertThat(LauncherLock.holder(home).orElseThrow().pid())
                    .isEqualTo(ProcessHandle.current().pid());
        }

        assertThat(LauncherLock.holder(home)).isEmpty();
        try (LauncherLock second = LauncherLock.tryAcquire(home).orElseThrow()) {
            assertThat(LauncherLock.holder(home)).isPresent();
        }
    }
}
