package io.baton.proxy.difference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plays many programs at once through a proxy whose engine is switched meanwhile, each as far as it is at each of its points. */
final class SwitchedRun {

    /** A session under way, and which of the right transcripts it may still be. */
    private static final class Client {
        private final Program program;
        private final List<Turns.Turn> turns;
        private final Wire wire;
        private List<Transcript> right;
        private Difference difference;

        Client(Program program, List<Transcript> right, Wire wire) {
            this.program = program;
            this.turns = Turns.of(program).all();
            this.right = right;
            this.wire = wire;
        }
    }

    private final Arena arena;
    private final Outcome outcome;
    private final Duration patience;
    /** The more there are, the less is waited for the next one. */
    private int differences;

    private final List<Client> clients = new ArrayList<>();

    private SwitchedRun(Arena arena, Outcome outcome, Duration patience) {
        this.patience = patience;
        this.arena = arena;
        this.outcome = outcome;
    }

    /**
     * @param right what each program may read, from {@link BareRun}
     * @param patience how long an answer may take
     * @return what was different; only that if any have kept the hold from draining
     */
    static List<Difference> play(
            Arena arena, List<Program> programs, List<List<Transcript>> right, Outcome outcome, Duration patience) {
        SwitchedRun run = new SwitchedRun(arena, outcome, patience);
        for (int i = 0; i < programs.size(); i++) {
            run.clients.add(new Client(programs.get(i), right.get(i), arena.connect()));
        }
        try {
            return run.play();
        } finally {
            run.clients.forEach(client -> client.wire.close());
            programs.forEach(program -> arena.forget(program));
        }
    }

    private List<Difference> play() {
        lockStep(Point.BEFORE_PREPARE);
        arena.settle();
        arena.prepare();
        lockStep(Point.PREPARED);
        arena.settle();
        say(Point.RACING);
        Map<Wire, String> blockers = arena.hold();
        say(Point.HELD);
        arena.settleControl();
        if (!blockers.isEmpty()) {
            arena.release();
            if (clients.stream().noneMatch(client -> blockers.containsKey(client.wire))) {
                throw new IllegalStateException("clients of former runs are still in the way: " + blockers.values());
            }
            return clients.stream()
                    .filter(client -> blockers.containsKey(client.wire))
                    .map(client -> new Difference(
                            client.program, outcome, client.turns.get(0), Set.of("drained"), blockers.get(client.wire)))
                    .toList();
        }
        if (outcome == Outcome.SWITCHED) {
            arena.promoteAndSwitch();
        }
        arena.release();
        arena.settle();
        clients.forEach(client -> await(client, Turns.of(client.program).begin(Point.HELD)));
        lockStep(Point.RELEASED);
        arena.settle();
        clients.forEach(this::nothingMore);
        if (outcome == Outcome.SWITCHED) {
            arena.turnAround();
        }
        return clients.stream()
                .filter(client -> client.difference != null && client.difference != Exceptions.NONE)
                .map(client -> client.difference)
                .toList();
    }

    private void lockStep(Point point) {
        for (Client client : clients) {
            for (int i = 0; i < client.turns.size(); i++) {
                if (client.turns.get(i).when() == point && client.difference == null) {
                    client.turns.get(i).acts().forEach(act -> make(act, client.wire));
                    await(client, i);
                }
            }
        }
    }

    private void say(Point point) {
        for (Client client : clients) {
            client.turns.stream()
                    .filter(turn -> turn.when() == point && client.difference == null)
                    .forEach(turn -> turn.acts().forEach(act -> make(act, client.wire)));
        }
    }

    private void make(Step.Act act, Wire wire) {
        if (act instanceof Step.Say say) {
            wire.say(say.bytes());
        } else if (act instanceof Step.HalfClose) {
            wire.halfClose();
        } else if (act instanceof Step.Others deed) {
            arena.settle();
            arena.others().act(deed);
        }
    }

    private void await(Client client, int turn) {
        if (client.difference != null) {
            return;
        }
        long limit = System.nanoTime() + patience.toNanos() / (1 + 20 * differences);
        List<String> right = client.right.stream()
                .map(transcript -> Normalisations.apply(transcript.after(turn)))
                .toList();
        boolean mayEnd = right.stream().anyMatch(text -> text.endsWith(Wire.END));
        int most = right.stream().mapToInt(Replies::complete).max().orElse(0);
        while (true) {
            client.wire.readWhatIsThere();
            String got = Normalisations.apply(client.wire.got());
            if (Exceptions.allows(client.program, got)) {
                client.right = List.of();
                client.difference = Exceptions.NONE;
                return;
            }
            if (right.contains(got)) {
                List<Transcript> still = new ArrayList<>();
                for (int i = 0; i < right.size(); i++) {
                    if (right.get(i).equals(got)) {
                        still.add(client.right.get(i));
                    }
                }
                client.right = still;
                return;
            }
            boolean hopeless = client.wire.ended() || !mayEnd && Replies.complete(got) >= most && Replies.whole(got);
            if (hopeless || !client.wire.awaitMore(limit - System.nanoTime()) && System.nanoTime() > limit) {
                client.difference =
                        new Difference(client.program, outcome, client.turns.get(turn), Set.copyOf(right), got);
                return;
            }
        }
    }

    private void nothingMore(Client client) {
        if (!client.turns.isEmpty()) {
            await(client, client.turns.size() - 1);
        }
    }
}
