package io.baton.proxy;

import io.baton.proxy.relay.Transport;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line: starts the proxy and waits. Exit code 2: bad settings; 1: can't serve; 0: told to stop. */
@Command(
        name = "instance-proxy",
        mixinStandardHelpOptions = true,
        description = "The endpoint of an instance: keeps every client connected through a switch to another engine.")
public final class InstanceProxy implements Callable<Integer> {

    private static final String LEAKS = "io.netty.leakDetection.level";

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "the configuration, a JSON file")
    private Path config;

    @Option(names = "--threads", defaultValue = "1", description = "event loops, a thread each (default: 1)")
    private int threads;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        if (System.getProperty(LEAKS) == null) {
            // The tests follow every buffer; following one in 128 as well costs 3 % of the throughput.
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
        LogLines.install();
        System.exit(new CommandLine(new InstanceProxy()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        if (threads < 1 || threads > 64) {
            err.println("instance-proxy: --threads must be 1 to 64");
            return 2;
        }
        try {
            ProxySettings settings = ProxySettings.read(config);
            ProxyServer server = ProxyServer.start(settings, threads, Transport.best());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            Rehearsal.inBackground(settings.stateFile());
            server.awaitEnd();
            return 0;
        } catch (BadSettingsException e) {
            err.println("instance-proxy: " + e.getMessage());
            return 2;
        } catch (IOException e) {
            err.println("instance-proxy: " + e.getMessage());
            return 1;
        }
    }
}
