package io.baton.e2e.suite;

import io.baton.console.Console;
import io.baton.local.console.Terminal;

/** The program behind e2e/redis-suite. */
public final class SuiteMain {

    private SuiteMain() {}

    public static void main(String[] arguments) {
        Console console = Console.standard();
        System.exit(Terminal.run(console, new SuiteCommand(console), arguments));
    }
}
