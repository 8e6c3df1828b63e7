package io.baton.local;

import io.baton.local.process.ProcessRecord;
import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to look after the parts of a home folder. The operating system takes it back when its holder dies, however
 * it dies.
 */
public final class LauncherLock implements AutoCloseable {

    private final FileChannel channel;
    private final Path record;

    private LauncherLock(FileChannel channel, Path record) {
        this.channel = channel;
        this.record = record;
    }

    /** The lock; empty when another launcher holds it. */
    public static Optional<LauncherLock> tryAcquire(Home home) throws IOException {
        FileChannel channel = FileChannel.open(
                home.run().resolve("launcher.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                ProcessRecord.of(RunningProcess.of(ProcessHandle.current()), 0).write(recordOf(home));
                return Optional.of(new LauncherLock(channel, recordOf(home)));
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // as good as held by another
        }
        channel.close();
        return Optional.empty();
    }

    /** The launcher that looks after this home, if one does. */
    public static Optional<RunningProcess> holder(Home home) {
        return ProcessRecord.find(recordOf(home));
    }

    private static Path recordOf(Home home) {
        return home.run().resolve("launcher.json");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(record);
        channel.close();
    }
}
