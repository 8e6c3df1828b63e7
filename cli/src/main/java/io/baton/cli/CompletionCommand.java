package io.baton.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Completion for bash and zsh. */
@Command(
        name = "completion",
        description = {
            "Prints a script that completes commands and options in bash and zsh.",
            "For this shell: source <(deploy/baton completion)"
        })
final class CompletionCommand implements Runnable {

    private final Baton baton;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Baton baton) {
        this.baton = baton;
    }

    @Override
    public void run() {
        AutoComplete.bash("baton", spec.root().commandLine()).lines().forEach(baton.console()::line);
    }
}
