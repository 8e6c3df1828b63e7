package io.baton.proxy.difference;

/** Counts the items in what a client has read: replies and messages, with all of their elements. */
final class Replies {

    private final String text;
    private int at;

    private Replies(String text) {
        this.text = text;
    }

    /** Items that are complete. */
    static int complete(String text) {
        Replies replies = new Replies(text);
        int count = 0;
        while (replies.skip()) {
            count++;
        }
        return count;
    }

    /** Whether nothing behind the last item is incomplete. */
    static boolean whole(String text) {
        Replies replies = new Replies(text);
        int end = 0;
        while (replies.skip()) {
            end = replies.at;
        }
        return end == text.length();
    }

    private boolean skip() {
        int end = text.indexOf("\r\n", at);
        if (end <= at) {
            return false;
        }
        char type = text.charAt(at);
        String head = text.substring(at + 1, end);
        at = end + 2;
        return switch (type) {
            case '$', '=' -> bulk(Integer.parseInt(head));
            case '*', '>', '~' -> elements(Integer.parseInt(head));
            case '%' -> elements(2 * Integer.parseInt(head));
            default -> true;
        };
    }

    private boolean bulk(int length) {
        at += length < 0 ? 0 : length + 2;
        return at <= text.length();
    }

    private boolean elements(int count) {
        for (int i = 0; i < count; i++) {
            if (!skip()) {
                return false;
            }
        }
        return true;
    }
}
