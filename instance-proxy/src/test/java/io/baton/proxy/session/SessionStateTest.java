package io.baton.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.resp.CommandKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionStateTest {

    private final SessionState state = new SessionState();

    @Test
    void aFreshSessionNeedsNothing() {
        assertThat(state.restoration()).isEmpty();
    }

    @Test
    void everythingIsRestoredInAnOrderThatWorks() {
        engineAccepted(CommandKind.SELECT, "SELECT 3");
        engineAccepted(CommandKind.CLIENT, "CLIENT SETNAME worker");
        engineAccepted(CommandKind.CLIENT, "CLIENT SETINFO lib-name jedis");
        engineAccepted(CommandKind.CLIENT, "CLIENT NO-EVICT on");
        engineAccepted(CommandKind.CLIENT, "CLIENT TRACKING on BCAST PREFIX p");
        engineAccepted(CommandKind.HELLO, "HELLO 3 AUTH ann pw");
        state.subscriptions().add(Subscriptions.Kind.CHANNEL, "news");
        state.subscriptions().add(Subscriptions.Kind.PATTERN, "n*");
        assertThat(restoration())
                .containsExactly(
                        "SELECT 3",
                        "CLIENT SETNAME worker",
                        "CLIENT SETINFO LIB-NAME jedis",
                        "CLIENT NO-EVICT ON",
                        "CLIENT TRACKING on BCAST PREFIX p",
                        "HELLO 3 AUTH ann pw",
                        "SUBSCRIBE news",
                        "PSUBSCRIBE n*");
        assertThat(state.protocol()).isEqualTo(3);
        assertThat(state.hearsInvalidations()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH,AUTH pw,AUTH pw",
        "AUTH,AUTH ann pw,AUTH ann pw",
        "HELLO,HELLO 3,HELLO 3",
        "HELLO,HELLO,",
        "HELLO,HELLO 2,",
        "HELLO,HELLO 2 SETNAME n,HELLO 2 SETNAME n",
        "HELLO,HELLO 3 AUTH app pw SETNAME svc,HELLO 3 AUTH app pw SETNAME svc",
        "SELECT,SELECT 0,",
        "CLIENT,CLIENT GETNAME,",
        "CLIENT,CLIENT TRACKING OFF,",
        "CLIENT,CLIENT KILL x,"
    })
    void aCommandIsRestoredByWhatItDid(CommandKind kind, String command, String expected) {
        engineAccepted(kind, command);
        assertThat(restoration()).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void aResetForgetsAllButTheDescription() {
        engineAccepted(CommandKind.HELLO, "HELLO 3 AUTH ann pw SETNAME n");
        engineAccepted(CommandKind.SELECT, "SELECT 3");
        state.apply(new SessionEffect.WasReset());
        assertThat(restoration()).isEmpty();
        assertThat(state.protocol()).isEqualTo(2);
    }

    @Test
    void anEffectIsRepeatedByACommandOfItsOwn() {
        SessionEffect effect = SessionCommands.effectOf(CommandKind.HELLO, words("HELLO 3 AUTH ann pw SETNAME n"))
                .orElseThrow();
        assertThat(texts(effect.repetition())).containsExactly("HELLO 3 AUTH ann pw SETNAME n");
    }

    @Test
    void whatAUserSetIsSetByThatUserAgain() {
        engineAccepted(CommandKind.AUTH, "AUTH pw");
        engineAccepted(CommandKind.SELECT, "SELECT 3");
        engineAccepted(CommandKind.AUTH, "AUTH low pw");
        assertThat(restoration()).containsExactly("AUTH pw", "SELECT 3", "AUTH low pw");

        engineAccepted(CommandKind.SELECT, "SELECT 5");
        assertThat(restoration()).as("nothing of the first user is left").containsExactly("AUTH low pw", "SELECT 5");
    }

    @Test
    void trackingAddsUpAndEndsAsAWhole() {
        engineAccepted(CommandKind.HELLO, "HELLO 3");
        engineAccepted(CommandKind.CLIENT, "CLIENT TRACKING ON BCAST PREFIX a:");
        engineAccepted(CommandKind.CLIENT, "CLIENT TRACKING ON BCAST PREFIX b:");
        engineAccepted(CommandKind.CLIENT, "CLIENT TRACKING ON BCAST PREFIX a:");
        assertThat(restoration())
                .containsExactly("HELLO 3", "CLIENT TRACKING ON BCAST PREFIX b:", "CLIENT TRACKING ON BCAST PREFIX a:");

        engineAccepted(CommandKind.CLIENT, "CLIENT TRACKING OFF");
        assertThat(restoration()).containsExactly("HELLO 3");
        assertThat(state.hearsInvalidations()).isFalse();
    }

    @Test
    void nothingIsPushedToAClientThatSpeaksRESP2() {
        engineAccepted(CommandKind.CLIENT, "CLIENT TRACKING ON");
        assertThat(state.hearsInvalidations()).isFalse();
        engineAccepted(CommandKind.HELLO, "HELLO 3");
        assertThat(state.hearsInvalidations()).isTrue();
        engineAccepted(CommandKind.CLIENT, "CLIENT TRACKING ON REDIRECT 7");
        assertThat(state.hearsInvalidations()).isFalse();
        assertThat(state.trackingRedirected()).isTrue();
    }

    @Test
    void secretsDoNotShow() {
        SessionEffect effect = SessionCommands.effectOf(CommandKind.AUTH, words("AUTH ann s3cret"))
                .orElseThrow();
        state.apply(effect);
        assertThat(effect.toString() + state.restoration()).doesNotContain("s3cret");
    }

    private void engineAccepted(CommandKind kind, String command) {
        SessionCommands.effectOf(kind, words(command)).ifPresent(state::apply);
    }

    private List<String> restoration() {
        return texts(state.restoration());
    }

    private static List<String> texts(List<RestoreCommand> commands) {
        return commands.stream()
                .map(c -> String.join(
                        " ",
                        c.words().stream().map(w -> new String(w, US_ASCII)).toList()))
                .toList();
    }

    private static List<byte[]> words(String command) {
        return Arrays.stream(command.split(" ")).map(w -> w.getBytes(US_ASCII)).toList();
    }
}
