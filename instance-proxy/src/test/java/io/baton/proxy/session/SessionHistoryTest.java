package io.baton.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.resp.CommandKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session is restored by saying again what was said, as the same users: checked against a small model of an engine. */
class SessionHistoryTest {

    /** What an engine keeps of a connection, and who may say what. */
    private static final class Engine {
        private final Map<String, Set<String>> rights;
        private final Map<String, String> set = new HashMap<>();
        private final Set<String> prefixes = new LinkedHashSet<>();
        private String user = "default";

        Engine(Map<String, Set<String>> rights) {
            this.rights = rights;
        }

        /** Whether the engine says OK. */
        boolean takes(String command) {
            String[] words = command.split(" ");
            String right = words[0].equals("CLIENT") ? words[1] : words[0];
            if (!Set.of("AUTH", "HELLO").contains(words[0]) && !rights.get(user).contains(right)) {
                return false;
            }
            switch (right) {
                case "AUTH" -> user = words[1];
                case "SELECT" -> put("database", words[1], "0");
                case "SETNAME" -> put("name", words[2], "-");
                case "NO-EVICT", "NO-TOUCH" -> put(right, words[2], "OFF");
                case "SETINFO" -> set.put(words[2], words[3]);
                case "TRACKING" -> {
                    if (words[2].equals("ON")) {
                        prefixes.add(words[5]);
                    } else {
                        prefixes.clear();
                    }
                }
                default -> hello(words);
            }
            return true;
        }

        private void hello(String[] words) {
            put("protocol", words[1], "2");
            for (int i = 2; i < words.length; i++) {
                if (words[i].equals("AUTH")) {
                    user = words[i + 1];
                } else if (words[i].equals("SETNAME")) {
                    put("name", words[i + 1], "-");
                }
            }
        }

        private void put(String what, String value, String ofNewConnections) {
            if (value.equals(ofNewConnections)) {
                set.remove(what);
            } else {
                set.put(what, value);
            }
        }

        @Override
        public String toString() {
            return user + " " + new java.util.TreeMap<>(set) + " " + new java.util.TreeSet<>(prefixes);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverWasSaidIsTheSameAgainWithoutAnotherRight(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 3_000; run++) {
            Map<String, Set<String>> rights = new HashMap<>();
            for (String user : List.of("default", "ann", "low")) {
                rights.put(user, some(random, "SELECT", "SETNAME", "SETINFO", "NO-EVICT", "NO-TOUCH", "TRACKING"));
            }
            Engine before = new Engine(rights);
            SessionState state = new SessionState();
            List<String> said = new ArrayList<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                String command = command(random);
                if (before.takes(command)) {
                    said.add(command);
                    SessionCommands.effectOf(kind(command), words(command)).ifPresent(state::apply);
                }
            }
            Engine after = new Engine(rights);
            for (RestoreCommand restored : state.restoration()) {
                String command = String.join(
                        " ",
                        restored.words().stream()
                                .map(word -> new String(word, US_ASCII))
                                .toList());
                assertThat(after.takes(command))
                        .as("%s after %s", command, said)
                        .isTrue();
            }
            assertThat(after).as("after %s", said).hasToString(before.toString());
            assertThat(state.restoration()).as("after %s", said).hasSizeLessThanOrEqualTo(20);
        }
    }

    @Test
    void whatIsReplacedIsForgottenInTime() {
        SessionState state = new SessionState();
        for (int i = 0; i < 100_000; i++) {
            for (String command : List.of("HELLO 3 AUTH u" + i + " pw", "SELECT " + i, "CLIENT SETNAME n" + i)) {
                SessionCommands.effectOf(kind(command), words(command)).ifPresent(state::apply);
            }
        }
        assertThat(state.bytes()).isLessThan(1_000);
        assertThat(state.restoration()).hasSize(3);
    }

    private static String command(Random random) {
        String user = pick(random, "default", "ann", "low");
        return switch (random.nextInt(9)) {
            case 0 -> "AUTH " + user + " pw";
            case 1 -> "HELLO " + pick(random, "2", "3");
            case 2 -> "HELLO " + pick(random, "2", "3") + " AUTH " + user + " pw";
            case 3 -> "HELLO 3 AUTH " + user + " pw SETNAME n" + random.nextInt(3);
            case 4 -> "SELECT " + random.nextInt(4);
            case 5 -> "CLIENT SETNAME n" + random.nextInt(3);
            case 6 -> "CLIENT " + pick(random, "NO-EVICT", "NO-TOUCH") + " " + pick(random, "ON", "OFF");
            case 7 -> "CLIENT SETINFO LIB-NAME l" + random.nextInt(3);
            default ->
                random.nextInt(4) == 0
                        ? "CLIENT TRACKING OFF"
                        : "CLIENT TRACKING ON BCAST PREFIX p" + random.nextInt(5);
        };
    }

    private static String pick(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private static Set<String> some(Random random, String... rights) {
        Set<String> some = new HashSet<>();
        for (String right : rights) {
            if (random.nextBoolean()) {
                some.add(right);
            }
        }
        return some;
    }

    private static CommandKind kind(String command) {
        return CommandKind.valueOf(command.split(" ")[0]);
    }

    private static List<byte[]> words(String command) {
        return Arrays.stream(command.split(" "))
                .map(word -> word.getBytes(US_ASCII))
                .toList();
    }
}
