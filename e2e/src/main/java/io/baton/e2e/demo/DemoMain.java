package io.baton.e2e.demo;

import io.baton.console.Console;
import io.baton.local.console.Terminal;

/** The program behind deploy/demo. */
public final class DemoMain {

    private DemoMain() {}

    public static void main(String[] arguments) {
        Console console = Console.standard();
        System.exit(Terminal.run(console, new DemoCommand(console), arguments));
    }
}
