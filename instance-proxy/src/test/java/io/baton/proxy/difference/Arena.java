package io.baton.proxy.difference;

import io.baton.proxy.ProxyHarness;
import io.baton.proxy.control.ProxyAnswer.NotDrained;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.testkit.EngineBuilds.Build;
import io.baton.testkit.TestEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A bare engine, and a proxy in front of two more of the same version that it is switched to and fro between. */
final class Arena implements AutoCloseable {

    static final String PASSWORD = "engine-password";

    private static final Duration DRAIN = Duration.ofMillis(1000);

    private static final Map<String, String> OPTIONS = Map.of(
            "requirepass",
            PASSWORD,
            "masterauth",
            PASSWORD,
            // so that offsets stand still while nobody writes, and the former master can follow the new one at once
            "repl-ping-replica-period",
            "3600",
            "repl-diskless-sync-delay",
            "0");

    private final TestEngine bare;
    private final ProxyHarness proxy;
    private final ProxyControlClient control;
    private final Others others;
    private final Others bareOthers;
    private TestEngine old;
    private TestEngine young;
    private long epoch;
    private long connections;
    private final List<Wire> wires = new ArrayList<>();

    Arena(Build build) {
        bare = start(build);
        old = start(build);
        young = start(build);
        ProxyHarness.replicate(old, young);
        proxy = ProxyHarness.before(old, PASSWORD);
        control = proxy.control();
        connections = numberOfAConnection();
        others = new Others(proxy.port(), PASSWORD);
        connections += Others.DATABASES;
        bareOthers = new Others(bare.port(), PASSWORD);
    }

    private static TestEngine start(Build build) {
        TestEngine engine = TestEngine.start(build, OPTIONS);
        Users.makeOn(engine);
        return engine;
    }

    /** The proxy names sessions by numbers, which it gives in the order in which they connect. */
    private long numberOfAConnection() {
        try (Wire first = new Wire(proxy.port())) {
            first.say("AUTH " + PASSWORD + "\r\n");
            first.awaitMore(5_000_000_000L);
            first.say("*2\r\n$4\r\nECHO\r\n$2000000\r\n");
            settleControl();
            NotDrained blocked = (NotDrained) control.hold(++epoch, Duration.ofMillis(50));
            control.release(epoch);
            return blocked.blockers().get(0).session();
        }
    }

    /** A new client of the proxy. */
    Wire connect() {
        Wire wire = new Wire(proxy.port());
        wires.add(wire);
        return wire;
    }

    Build build() {
        return bare.build();
    }

    Others others() {
        return others;
    }

    BareRun bare(Coverage coverage) {
        return new BareRun(bare.port(), bareOthers, coverage);
    }

    void settle() {
        others.settle();
    }

    void forget(Program program) {
        others.forget(program);
    }

    void prepare() {
        control.prepare(++epoch, ProxyHarness.address(young));
    }

    /** Returns which clients have kept it from draining, and why. */
    Map<Wire, String> hold() {
        Map<Wire, String> blockers = new HashMap<>();
        if (control.hold(epoch, DRAIN) instanceof NotDrained not) {
            // those that block are only asked to give up once nobody else is in the way
            boolean othersToo =
                    not.blockers().stream().anyMatch(one -> !one.why().startsWith("it blocks"));
            not.blockers().stream()
                    .filter(one -> !othersToo || !one.why().startsWith("it blocks"))
                    .forEach(one -> blockers.put(wires.get((int) (one.session() - connections - 1)), one.toString()));
        }
        return blockers;
    }

    /** The proxy answers in the loop that reads what clients send: twice, and it has read what was there before. */
    void settleControl() {
        control.status();
        control.status();
    }

    void promoteAndSwitch() {
        ProxyHarness.promote(old, young);
        control.switchTo(epoch, ProxyHarness.address(young));
    }

    void release() {
        control.release(epoch);
    }

    /** The former master becomes the replica that the next switch goes to. */
    void turnAround() {
        TestEngine former = old;
        old = young;
        young = former;
        former.command("CONFIG", "SET", "min-replicas-to-write", "0");
        ProxyHarness.replicate(old, former);
    }

    @Override
    public void close() {
        others.close();
        bareOthers.close();
        proxy.close();
        List.of(young, old, bare).forEach(TestEngine::close);
    }
}
