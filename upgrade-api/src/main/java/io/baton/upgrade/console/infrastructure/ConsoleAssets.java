package io.baton.upgrade.console.infrastructure;

import io.quarkus.qute.TemplateGlobal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;

/** A mark of the style sheet's and the script's content, so that no browser goes on using those of another release. */
@TemplateGlobal
final class ConsoleAssets {

    private static final String FOLDER = "META-INF/resources/console/";
    private static final String MARK = mark();

    private ConsoleAssets() {}

    static String consoleAssets() {
        return MARK;
    }

    private static String mark() {
        CRC32 sum = new CRC32();
        for (String name : List.of("console.css", "console.js")) {
            try (InputStream file = ConsoleAssets.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
                sum.update(file.readAllBytes());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return Long.toHexString(sum.getValue());
    }
}
