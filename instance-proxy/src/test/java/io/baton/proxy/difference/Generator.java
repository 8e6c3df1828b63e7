package io.baton.proxy.difference;

import static io.baton.proxy.difference.Program.HERE;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes a program from a seed: steps at each point of a switch, and at the end questions that bring to light what is left. */
final class Generator {

    private static final List<List<String>> DEEDS = List.of(
            List.of("PUBLISH", HERE + ":c1", "news"),
            List.of("PUBLISH", HERE + ":c2", "more"),
            List.of("SPUBLISH", HERE + ":h", "shard news"),
            List.of("SET", HERE + ":k1", "others"),
            List.of("SET", HERE + ":k2", "others"),
            List.of("RPUSH", HERE + ":q", "theirs"),
            List.of("ZADD", HERE + ":z", "2", "theirs"),
            List.of("XADD", HERE + ":st", "*", "f", "theirs"));

    private static final List<String> QUESTIONS = List.of(
            "PING",
            "EXEC",
            "CLIENT REPLY ON",
            "ACL WHOAMI",
            "GET where",
            "GET " + HERE + ":k1",
            "CLIENT TRACKINGINFO",
            "CLIENT GETNAME",
            "UNSUBSCRIBE " + HERE + ":c1 " + HERE + ":c2",
            "PUNSUBSCRIBE",
            "SUNSUBSCRIBE",
            "AUTH default " + Arena.PASSWORD,
            "CLIENT INFO",
            "GET where");

    private static final boolean OPEN = !Boolean.getBoolean("baton.difference.open");

    private final Random random;
    private final List<Step> steps = new ArrayList<>();
    /** Within a transaction, as far as can be told: there some kinds are left out that the README excepts. */
    private boolean inTransaction;

    private String rest = "";
    private boolean restTakesItsTime;
    private boolean over;
    /** Has subscribed to something. */
    private boolean subscribes;

    private boolean blocks;

    private boolean tracks;

    private boolean readsStreams;

    /** Has watched a key: what is said in a transaction that can't move is answered by the proxy, which knows no errors. */
    private boolean watches;

    /** May not be allowed CLIENT REPLY: a refusal can't be told from the silence that was asked for. */
    private boolean narrow;

    /** Has switched replies off: nothing is said then that an engine may refuse, as nobody would know. */
    private boolean quiet;

    /** Has said a right password, as far as can be told. */
    private boolean loggedIn;

    private Generator(long seed) {
        this.random = new Random(seed);
    }

    static Program program(long seed, int number) {
        return new Generator(seed * 1_000_003 + number).program();
    }

    private Program program() {
        if (random.nextInt(8) > 0) {
            say(Point.BEFORE_PREPARE, Grammar.of("auth", random));
        }
        if (random.nextInt(3) == 0) {
            say(Point.BEFORE_PREPARE, Grammar.of("hello 3", random));
            String tracking = random.nextBoolean() ? "tracking" : "tracking by broadcast";
            for (int i = random.nextInt(4); i > 0; i--) {
                say(Point.BEFORE_PREPARE, Grammar.of(tracking, random));
            }
        }
        some(Point.BEFORE_PREPARE, 1 + random.nextInt(7));
        some(Point.PREPARED, random.nextInt(4));
        some(Point.RACING, random.nextInt(2));
        some(Point.HELD, random.nextInt(4));
        some(Point.RELEASED, 1 + random.nextInt(4));
        if (!over) {
            finish();
        }
        return new Program(steps);
    }

    private void some(Point point, int count) {
        for (int i = 0; i < count && !over; i++) {
            one(point);
        }
    }

    private void one(Point point) {
        int dice = random.nextInt(100);
        if (dice < 25 && point.inLockStep()) {
            steps.add(new Step(point, new Step.Others(DEEDS.get(random.nextInt(DEEDS.size())))));
        } else if (dice == 25) {
            sayRest(point);
            steps.add(new Step(point, new Step.HalfClose()));
            over = true;
        } else if (!rest.isEmpty() && (point.inLockStep() || !restTakesItsTime)) {
            sayRest(point);
        } else if (!rest.isEmpty()) {
            // others may act meanwhile, and the client says nothing
        } else if (dice < 36) {
            half(point);
        } else if (dice < 46 && !tracks) {
            pipeline(point);
        } else {
            say(point, phrase(point));
        }
    }

    private void say(Point point, Grammar.Phrase phrase) {
        steps.add(new Step(
                point, new Step.Say(phrase.kind(), Spelling.of(phrase.words(), random), phrase.takesItsTime())));
        note(phrase);
    }

    private void pipeline(Point point) {
        List<String> kinds = new ArrayList<>();
        StringBuilder bytes = new StringBuilder();
        boolean takesItsTime = false;
        for (int i = 2 + random.nextInt(3); i > 0 && !over; i--) {
            Grammar.Phrase phrase = phrase(point);
            kinds.add(phrase.kind());
            bytes.append(Spelling.of(phrase.words(), random));
            takesItsTime |= phrase.takesItsTime();
            note(phrase);
        }
        kinds.add("pipeline");
        steps.add(new Step(point, new Step.Say(String.join(" + ", kinds), bytes.toString(), takesItsTime)));
    }

    /** A command that is cut anywhere; the rest is the next that the client says. */
    private void half(Point point) {
        Grammar.Phrase phrase = phrase(point);
        String bytes = Spelling.of(phrase.words(), random);
        int at = 1 + random.nextInt(bytes.length() - 1);
        int name = bytes.indexOf(HERE);
        // not within the beginning of the session's own names, which is replaced as a whole
        while (name >= 0 && (at <= name || at >= name + HERE.length()) && bytes.indexOf(HERE, name + 1) > 0) {
            name = bytes.indexOf(HERE, name + 1);
        }
        if (name >= 0 && at > name && at < name + HERE.length()) {
            at = name;
        }
        steps.add(new Step(point, new Step.Say(phrase.kind() + " + half a command", bytes.substring(0, at), false)));
        rest = bytes.substring(at);
        restTakesItsTime = phrase.takesItsTime();
        note(phrase);
    }

    private void sayRest(Point point) {
        if (!rest.isEmpty()) {
            steps.add(new Step(point, new Step.Say("rest of a command", rest, restTakesItsTime)));
            rest = "";
        }
    }

    private Grammar.Phrase phrase(Point point) {
        Grammar.Phrase phrase = Grammar.any(random);
        while (isExcepted(phrase, point)) {
            phrase = Grammar.any(random);
        }
        return phrase;
    }

    /** What the README excepts, and what would make the bytes a matter of chance. */
    private boolean isExcepted(Grammar.Phrase phrase, Point point) {
        if (watches
                && inTransaction
                && !Set.of("read", "write", "ping", "exec", "discard").contains(phrase.kind())) {
            return true;
        }
        if (watches
                && phrase.words().size() > 1
                && Set.of("EXEC", "DISCARD").contains(phrase.words().get(0))) {
            return true;
        }
        // what a broadcast says in one message is all that was written in one turn of the engine, which a pipeline may
        // take two for;
        // and the bare run makes a client forget strings, no streams
        if (tracks
                        && (phrase.kind().equals("write") && !point.inLockStep()
                                || phrase.words().get(0).equals("XREAD"))
                || readsStreams && phrase.kind().startsWith("tracking")) {
            return true;
        }
        // open: subscriptions are restored as the user of the end, who may not be allowed them
        boolean login = phrase.words().contains("AUTH") || phrase.kind().equals("auth as another");
        if (login && subscribes || narrow && phrase.kind().contains("subscribe")) {
            return true;
        }
        if (watches && (phrase.kind().equals("auth as another") || phrase.kind().contains("subscribe"))
                || narrow && phrase.kind().equals("watch")) {
            return true;
        }
        return switch (phrase.kind()) {
            case "subscribe", "subscribe to a pattern", "subscribe to a shard channel" -> inTransaction;
            // open: CLIENT REPLY that is refused, and what is refused or blocks while replies are off
            case "replies off", "reply skipped" -> OPEN || inTransaction || narrow || !loggedIn;
            // engines before 7.2 keep the name although they refuse the greeting
            case "hello 3", "hello 2" ->
                !loggedIn
                        && phrase.words().contains("SETNAME")
                        && !phrase.words().contains("AUTH");
            case "block for a while" -> blocks || !point.inLockStep();
            case "write" -> point == Point.RACING;
            default -> false;
        };
    }

    private void note(Grammar.Phrase phrase) {
        String name = phrase.words().get(0);
        loggedIn |= phrase.kind().equals("auth")
                || phrase.words().contains("AUTH") && phrase.kind().equals("hello 3");
        loggedIn &= !name.equals("RESET");
        narrow |= phrase.kind().equals("auth as another")
                || name.equals("HELLO") && phrase.words().contains("AUTH");
        quiet |= phrase.kind().equals("replies off") || phrase.kind().equals("reply skipped");
        quiet &= !phrase.kind().equals("replies on");
        subscribes |= name.endsWith("SUBSCRIBE");
        blocks |= phrase.kind().equals("block");
        tracks |= phrase.kind().startsWith("tracking");
        readsStreams |= name.equals("XREAD");
        watches |= name.equals("WATCH");
        over |= name.equals("QUIT");
        inTransaction |= name.equals("MULTI");
        inTransaction &=
                phrase.words().size() > 1 || !Set.of("EXEC", "DISCARD", "RESET").contains(name);
    }

    private void finish() {
        sayRest(Point.RELEASED);
        DEEDS.forEach(deed -> steps.add(new Step(Point.RELEASED, new Step.Others(deed))));
        for (String question : QUESTIONS) {
            steps.add(new Step(Point.RELEASED, new Step.Say("question", Others.command(question.split(" ")), false)));
        }
    }
}
