package io.baton.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandCallsTest {

    @Test
    void countsWhatWasCalledAndPassesOverAllOtherFields() {
        Map<String, String> info = InfoText.parse("""
                # Stats
                total_commands_processed:12
                # Commandstats
                cmdstat_get:calls=7,usec=12,usec_per_call=1.71,rejected_calls=0,failed_calls=0
                cmdstat_acl|setuser:calls=2,usec=40,usec_per_call=20.00
                cmdstat_odd:usec=40
                """);
        assertThat(CommandCalls.of(info)).containsExactlyInAnyOrderEntriesOf(Map.of("get", 7L, "acl|setuser", 2L));
    }
}
