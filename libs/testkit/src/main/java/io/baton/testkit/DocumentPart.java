package io.baton.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a document that is derived from something else, between {@code <!-- begin NAME -->} and {@code <!-- end NAME
 * -->}. {@code -Dbaton.docs.write=true} writes it anew.
 *
 * @param document path from the root of the repository
 */
public record DocumentPart(String document, String name) {

    /**
     * The part as it stands in the document; with {@code baton.docs.write}, after it was written as it should be.
     *
     * @throws IllegalStateException if the document has no such part
     */
    public String shouldBe(String expected) throws IOException {
        Path file = RepositoryRoot.find().resolve(document);
        String begin = "<!-- begin " + name + " -->\n";
        String end = "<!-- end " + name + " -->";
        String text = Files.readString(file);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        if (from < begin.length() || to < from) {
            throw new IllegalStateException(document + " has no part between " + begin + "and " + end);
        }
        if (Boolean.getBoolean("baton.docs.write")) {
            Files.writeString(file, text.substring(0, from) + expected + text.substring(to));
            return expected;
        }
        return text.substring(from, to);
    }
}
