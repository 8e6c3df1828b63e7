package io.baton.e2e.crash;

import io.baton.console.Console;
import io.baton.console.Style;
import io.baton.e2e.stack.StackPlace;
import io.baton.e2e.stack.StackUnderTest;
import io.baton.local.LauncherLock;
import io.baton.local.Supervision;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * A stack of the kit's own, supervised by this process, which starts again what is killed. What the supervisor says of that is
 * in {@code supervisor.log} in its folder.
 */
final class OwnStack implements AutoCloseable {

    private final StackPlace place;
    private final PrintStream log;
    private final Supervision supervision;
    private final Thread stopper;

    private OwnStack(StackPlace place, PrintStream log, Supervision supervision, Thread stopper) {
        this.place = place;
        this.log = log;
        this.supervision = supervision;
        this.stopper = stopper;
    }

    /** @param keep whether its folder with all logs stays when this is closed */
    static OwnStack start(boolean keep) throws IOException, InterruptedException {
        StackPlace place = StackPlace.create("baton-crashes", keep);
        place.settings().home().prepare();
        PrintStream log = new PrintStream(
                Files.newOutputStream(place.folder().resolve("supervisor.log")), true, StandardCharsets.UTF_8);
        LauncherLock lock = LauncherLock.tryAcquire(place.settings().home()).orElseThrow();
        Supervision supervision = new Supervision(place.settings(), lock, new Console(log, log, Style.plain()));
        return new OwnStack(place, log, supervision, supervision.startFor());
    }

    StackUnderTest underTest() {
        return place.underTest();
    }

    @Override
    public void close() throws IOException {
        supervision.stop(stopper);
        log.close();
        place.close();
    }
}
