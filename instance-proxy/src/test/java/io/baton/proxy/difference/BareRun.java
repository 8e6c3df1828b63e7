package io.baton.proxy.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Plays a program against one bare engine, turn by turn. A switch may look to a client as if others had touched all keys that it
 * watches or has cached, and as nothing else: so at the point of the switch these are touched here, and what tracking says about
 * that is left out.
 */
final class BareRun {

    private static final int NEVER = -1;
    /** Behind a call that waits for ever, one that waits for a while is not even read. */
    private static final int MOST_WAITS = 20;

    private static final Pattern CLIENT_IS_BLOCKED = Pattern.compile(" flags=\\w*b");

    private final int port;
    private final Others others;
    private final Coverage coverage;

    BareRun(int port, Others others, Coverage coverage) {
        this.port = port;
        this.others = others;
        this.coverage = coverage;
    }

    /** All that is right: what the step that races with the hold says may come before the switch or after it. */
    List<Transcript> play(Program program, Outcome outcome) {
        Turns turns = Turns.of(program);
        if (outcome == Outcome.GIVEN_UP) {
            return List.of(play(program, turns, NEVER));
        }
        int racing = turns.begin(Point.RACING);
        List<Transcript> right = new ArrayList<>();
        right.add(play(program, turns, racing + 1));
        if (!turns.all().get(racing).acts().isEmpty()) {
            others.forget(program);
            right.add(play(program, turns, racing));
        }
        others.forget(program);
        return right;
    }

    private Transcript play(Program program, Turns turns, int switchBefore) {
        try (Wire wire = new Wire(port)) {
            List<String> soFar = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            int read = 0;
            for (int i = 0; i < turns.all().size(); i++) {
                if (i == switchBefore) {
                    others.touch(program);
                    others.settle();
                    wire.readWhatIsThere();
                    read = wire.got().length();
                }
                Turns.Turn turn = turns.all().get(i);
                for (Step.Act act : turn.acts()) {
                    make(act, wire);
                }
                others.settle();
                awaitUnblocked(turn, wire);
                wire.readWhatIsThere();
                text.append(wire.got().substring(read));
                read = wire.got().length();
                soFar.add(text.toString());
                coverage.seen(turn, line(wire));
            }
            return new Transcript(soFar);
        }
    }

    private void make(Step.Act act, Wire wire) {
        if (act instanceof Step.Say say) {
            wire.say(say.bytes());
        } else if (act instanceof Step.HalfClose) {
            wire.halfClose();
        } else if (act instanceof Step.Others deed) {
            others.act(deed);
        }
    }

    /** A short time-out is waited for here, so that what comes next finds it over. */
    private void awaitUnblocked(Turns.Turn turn, Wire wire) {
        boolean takesItsTime = turn.acts().stream().anyMatch(act -> act instanceof Step.Say say && say.takesItsTime());
        for (int i = 0;
                i < MOST_WAITS
                        && takesItsTime
                        && CLIENT_IS_BLOCKED.matcher(line(wire)).find();
                i++) {
            wire.awaitMore(20_000_000);
        }
        if (takesItsTime) {
            others.settle();
        }
    }

    /** How the engine describes the connection; empty if it has ended. */
    private String line(Wire wire) {
        String address = " addr=127.0.0.1:" + wire.localPort() + " ";
        return others.ask("CLIENT", "LIST")
                .lines()
                .filter(line -> line.contains(address))
                .findFirst()
                .orElse("");
    }
}
