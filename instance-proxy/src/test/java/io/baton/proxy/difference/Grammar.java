package io.baton.proxy.difference;

import static io.baton.proxy.difference.Program.HERE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The commands that programs are made of: each kind with a weight and all of its forms, right and wrong. */
final class Grammar {

    /** A command; {@code _} in a form stands for the beginning of the session's own names. */
    record Phrase(String kind, List<String> words, boolean takesItsTime) {}

    private record Kind(int weight, List<List<String>> forms) {}

    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();
    private static final String OWN = "_:";

    private static void kind(String name, int weight, String... forms) {
        KINDS.put(
                name, new Kind(weight, Arrays.stream(forms).map(Grammar::words).toList()));
    }

    /** Words are separated by blanks; {@code ''} is an empty word and {@code ~} a blank in a word. */
    private static List<String> words(String form) {
        return Arrays.stream(form.split(" "))
                .map(word -> word.equals("''") ? "" : word.replace('~', ' ').replace(OWN, HERE + ":"))
                .toList();
    }

    static {
        String secret = Arena.PASSWORD;
        kind("auth", 3, "AUTH " + secret, "AUTH default " + secret);
        kind(
                "auth as another",
                6,
                Users.names().stream().map(name -> "AUTH " + name + " pw").toArray(String[]::new));
        kind("auth refused", 1, "AUTH wrong", "AUTH default wrong", "AUTH nobody pw", "AUTH", "AUTH a b c");
        kind(
                "hello 3",
                4,
                "HELLO 3",
                "HELLO 3 SETNAME _:h",
                "HELLO 3 SETNAME ''",
                "HELLO 3 AUTH default " + secret,
                "HELLO 3 AUTH all pw SETNAME _:h",
                "HELLO 3 AUTH few pw SETNAME _:h",
                "HELLO 3 AUTH noclient pw");
        kind("hello 2", 2, "HELLO 2", "HELLO 2 SETNAME _:h2", "HELLO 2 AUTH reader pw", "HELLO");
        kind(
                "hello refused",
                1,
                "HELLO 4",
                "HELLO 03",
                "HELLO three",
                "HELLO 3 SETNAME",
                "HELLO 3 AUTH default wrong",
                "HELLO 3 SETNAME a~b",
                "HELLO 3 BOGUS");
        kind("select", 5, "SELECT 0", "SELECT 1", "SELECT 2", "SELECT 3", "SELECT 01");
        kind("select refused", 1, "SELECT 16", "SELECT -1", "SELECT abc", "SELECT", "SELECT 1 2");
        kind("name", 4, "CLIENT SETNAME _:n", "CLIENT SETNAME _:n2", "CLIENT SETNAME ''");
        kind("name refused", 1, "CLIENT SETNAME a~b", "CLIENT SETNAME");
        kind("get name", 2, "CLIENT GETNAME");
        kind("client info", 3, "CLIENT INFO");
        kind("set info", 1, "CLIENT SETINFO LIB-NAME lib", "CLIENT SETINFO lib-ver 1.2", "CLIENT SETINFO BOGUS 1");
        kind("no-evict", 3, "CLIENT NO-EVICT ON", "CLIENT NO-EVICT ON", "CLIENT NO-EVICT OFF", "CLIENT NO-EVICT bogus");
        kind("no-touch", 1, "CLIENT NO-TOUCH ON", "CLIENT NO-TOUCH OFF");
        kind(
                "tracking",
                5,
                "CLIENT TRACKING ON",
                "CLIENT TRACKING ON NOLOOP",
                "CLIENT TRACKING ON OPTIN",
                "CLIENT TRACKING ON OPTOUT",
                "CLIENT TRACKING ON OPTIN NOLOOP");
        kind(
                "tracking by broadcast",
                4,
                "CLIENT TRACKING ON BCAST PREFIX _:k1",
                "CLIENT TRACKING ON BCAST PREFIX _:k2",
                "CLIENT TRACKING ON BCAST PREFIX _:k1 PREFIX _:k2 NOLOOP",
                "CLIENT TRACKING ON NOLOOP BCAST PREFIX _:k2");
        kind("tracking off", 1, "CLIENT TRACKING OFF");
        kind(
                "tracking refused",
                1,
                "CLIENT TRACKING ON OPTIN OPTOUT",
                "CLIENT TRACKING ON PREFIX _:k1",
                "CLIENT TRACKING ON REDIRECT 99999999",
                "CLIENT TRACKING bogus",
                "CLIENT TRACKING ON BCAST PREFIX _: PREFIX _:k1");
        kind("caching", 3, "CLIENT CACHING YES", "CLIENT CACHING NO", "CLIENT CACHING bogus");
        kind("tracking info", 2, "CLIENT TRACKINGINFO", "CLIENT GETREDIR");
        kind("replies off", 2, "CLIENT REPLY OFF");
        kind("reply skipped", 2, "CLIENT REPLY SKIP");
        kind("replies on", 4, "CLIENT REPLY ON");
        kind("reply mode refused", 1, "CLIENT REPLY bogus", "CLIENT REPLY");
        kind("subscribe", 4, "SUBSCRIBE _:c1", "SUBSCRIBE _:c1 _:c2", "SUBSCRIBE _:c2 _:c2", "SUBSCRIBE");
        kind("subscribe to a pattern", 3, "PSUBSCRIBE _:c*", "PSUBSCRIBE _:c* _:x*");
        kind("subscribe to a shard channel", 3, "SSUBSCRIBE _:h", "SSUBSCRIBE _:h _:h2");
        kind(
                "unsubscribe",
                2,
                "UNSUBSCRIBE _:c1",
                "UNSUBSCRIBE",
                "PUNSUBSCRIBE _:c*",
                "PUNSUBSCRIBE",
                "SUNSUBSCRIBE _:h",
                "SUNSUBSCRIBE");
        kind("multi", 6, "MULTI", "MULTI", "MULTI", "MULTI", "MULTI x");
        kind("exec", 5, "EXEC", "EXEC", "EXEC", "EXEC x");
        kind("discard", 1, "DISCARD", "DISCARD x");
        kind("watch", 5, "WATCH _:k1", "WATCH _:k1 _:k2", "WATCH");
        kind("unwatch", 1, "UNWATCH");
        kind("read", 8, "GET _:k1", "GET _:k2", "GET where", "MGET _:k1 _:k2", "STRLEN _:k1");
        kind("write", 8, "SET _:k1 a", "SET _:k2 b", "INCR _:k1", "APPEND _:k2 c", "DEL _:k1", "MSET _:k1 x _:k2 y");
        kind("push", 2, "RPUSH _:q own", "ZADD _:z 1 own", "XADD _:st 9-1 f own");
        kind(
                "block",
                6,
                "BLPOP _:q 0",
                "BRPOP _:q _:q2 1e2",
                "BLMOVE _:q _:q2 LEFT RIGHT 0x64",
                "BRPOPLPUSH _:q _:q2 100.5",
                "BZPOPMIN _:z 0",
                "XREAD BLOCK 0 STREAMS _:st $",
                "XREAD COUNT 1 BLOCK 100000 STREAMS _:st 5-5",
                "BLPOP _:q +100",
                "BLPOP _:q 0e5",
                "BLPOP _:q 1e300",
                "BZPOPMAX _:z 0.0");
        kind(
                "block for a while",
                1,
                "BLPOP _:none .1",
                "BRPOP _:none 1e-1",
                "BLPOP _:none 0x.2",
                "XREAD BLOCK 100 STREAMS _:none $",
                "BZPOPMIN _:none 0.10");
        kind(
                "block refused",
                2,
                "BLPOP _:q -1",
                "BLPOP _:q ~1",
                "BLPOP _:q 1~",
                "BLPOP _:q inf",
                "BLPOP _:q nan",
                "BLPOP _:q soon",
                "BLPOP _:q",
                "XREAD BLOCK -1 STREAMS _:st $",
                "XREAD BLOCK 1.5 STREAMS _:st $",
                "BLPOP _:q ''",
                "BLPOP _:q 1e400",
                "BLMOVE _:q _:q2 UP RIGHT 0",
                "BLPOP where 0",
                "XREAD BLOCK 0 STREAMS _:st");
        kind("wait refused", 1, "WAIT x 0", "WAIT 0 -1", "WAIT");
        kind("ping", 3, "PING", "PING hello", "ECHO hello");
        kind("whoami", 2, "ACL WHOAMI");
        kind(
                "wrong",
                3,
                "NOSUCH",
                "NOSUCH a b",
                "GET",
                "GET a b c",
                "INCR where",
                "CLIENT",
                "CLIENT NOSUCH x",
                "SET k v BOGUS",
                "EVAL return~1 0",
                "EVAL error 0");
        kind("reset", 1, "RESET", "RESET now");
        kind("quit", 1, "QUIT");
    }

    private Grammar() {}

    static Set<String> kinds() {
        return KINDS.keySet();
    }

    /** A command of any kind, by weight. */
    static Phrase any(Random random) {
        int left = random.nextInt(KINDS.values().stream().mapToInt(Kind::weight).sum());
        for (Map.Entry<String, Kind> entry : KINDS.entrySet()) {
            left -= entry.getValue().weight();
            if (left < 0) {
                return of(entry.getKey(), random);
            }
        }
        throw new IllegalStateException();
    }

    static Phrase of(String kind, Random random) {
        List<List<String>> forms = KINDS.get(kind).forms();
        return new Phrase(
                kind, new ArrayList<>(forms.get(random.nextInt(forms.size()))), kind.equals("block for a while"));
    }
}
