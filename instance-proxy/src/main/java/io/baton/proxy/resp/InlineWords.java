package io.baton.proxy.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits an inline command into words as the engines do, with double and single quotes. */
final class InlineWords {

    private final String line;
    private final ByteArrayOutputStream word = new ByteArrayOutputStream();
    private int at;

    private InlineWords(String line) {
        this.line = line;
    }

    /** Empty if quotes are not balanced. */
    static Optional<List<byte[]>> split(String line) {
        return new InlineWords(line.stripTrailing()).words();
    }

    private Optional<List<byte[]>> words() {
        List<byte[]> words = new ArrayList<>();
        while (true) {
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            if (at >= line.length()) {
                return Optional.of(words);
            }
            if (!word()) {
                return Optional.empty();
            }
            words.add(word.toByteArray());
            word.reset();
        }
    }

    private boolean word() {
        while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
            char c = line.charAt(at++);
            if (c == '"' || c == '\'') {
                if (!quoted(c)) {
                    return false;
                }
                // a closing quote must be followed by a space or the end
                return at >= line.length() || Character.isWhitespace(line.charAt(at));
            }
            word.write(c);
        }
        return true;
    }

    private boolean quoted(char quote) {
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == quote) {
                return true;
            }
            if (c == '\\' && quote == '"' && at < line.length()) {
                escape();
            } else if (c == '\\' && at < line.length() && line.charAt(at) == '\'') {
                word.write(line.charAt(at++));
            } else {
                word.write(c);
            }
        }
        return false;
    }

    private void escape() {
        char c = line.charAt(at++);
        if (c == 'x' && at + 1 < line.length() && isHex(line.charAt(at)) && isHex(line.charAt(at + 1))) {
            word.write(Integer.parseInt(line.substring(at, at + 2), 16));
            at += 2;
            return;
        }
        switch (c) {
            case 'n' -> word.write('\n');
            case 'r' -> word.write('\r');
            case 't' -> word.write('\t');
            case 'b' -> word.write('\b');
            case 'a' -> word.write(7);
            default -> word.writeBytes(String.valueOf(c).getBytes(ISO_8859_1));
        }
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0;
    }
}
