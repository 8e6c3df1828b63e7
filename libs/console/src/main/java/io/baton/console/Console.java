package io.baton.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * The only place from which the command line tools print. Lines that were printed stay; below them there may be a block
 * that is drawn again in place, on a terminal that can.
 */
public final class Console {

    private final PrintStream out;
    private final PrintStream errors;
    private final Style style;
    private int blockLines;

    public Console(PrintStream out, PrintStream errors, Style style) {
        this.out = out;
        this.errors = errors;
        this.style = style;
    }

    /** The terminal, file or pipe that this process was given. */
    public static Console standard() {
        Style style = Style.detect(System.getenv());
        return new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, style.charset()),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, style.charset()),
                style);
    }

    public Style style() {
        return style;
    }

    public synchronized void line(String text) {
        clearBlock();
        out.println(style.fit(text));
    }

    public void line() {
        line("");
    }

    /** One line on standard error. */
    public synchronized void error(String text) {
        clearBlock();
        errors.println(style.fit(style.red(text)));
    }

    /** Draws the block in place of the one drawn before; nothing where that can't be done. */
    public synchronized void block(List<String> lines) {
        if (!style.live()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        if (blockLines > 0) {
            text.append("\u001b[").append(blockLines).append('A');
        }
        for (String line : lines) {
            text.append("\u001b[2K").append(style.fit(line)).append('\n');
        }
        // What is left of a longer block below.
        text.append("\u001b[J");
        blockLines = lines.size();
        out.print(text);
        out.flush();
    }

    /** Leaves the block as it was drawn last: the next line is printed below it. */
    public synchronized void keepBlock() {
        blockLines = 0;
    }

    private void clearBlock() {
        if (blockLines > 0) {
            out.print("\u001b[" + blockLines + "A\u001b[J");
            blockLines = 0;
        }
    }
}
