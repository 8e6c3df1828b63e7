package io.baton.e2e.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.About;
import io.baton.contracts.BatonEvent;
import io.baton.contracts.EventTypes;
import io.baton.testkit.DocumentPart;
import io.baton.testkit.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/consumers.md shows the files that the tests run. {@code -Dbaton.docs.write=true} writes them into it anew. */
class ConsumersPageTest {

    private static final String PAGE = "docs/consumers.md";

    @ParameterizedTest
    @CsvSource({
        "java, docs/consumers/Subscriber.java",
        "js, docs/consumers/subscriber.mjs",
        "sh, docs/consumers/kcat.sh",
        "java, docs/consumers/Receiver.java",
        "js, docs/consumers/receiver.mjs",
        "json, libs/contracts/src/main/resources/examples/UpgradeRequested.json"
    })
    void showsTheFileItself(String language, String file) throws IOException {
        String text = Files.readString(RepositoryRoot.find().resolve(file)).stripTrailing();
        is(file, "```" + language + "\n" + text + "\n```\n");
    }

    @Test
    void namesEveryTopic() throws IOException {
        StringBuilder table = new StringBuilder("| topic | means |\n|---|---|\n");
        for (Class<? extends BatonEvent> type : EventTypes.all()) {
            table.append("| `%s` | %s |\n"
                    .formatted(
                            type.getSimpleName(),
                            type.getAnnotation(About.class).value()));
        }
        is("topics", table.toString());
    }

    private static void is(String part, String expected) throws IOException {
        assertThat(new DocumentPart(PAGE, part).shouldBe(expected)).as(part).isEqualTo(expected);
    }
}
