package io.baton.upgrade.http.infrastructure;

import io.baton.upgrade.shared.model.Refusal;

/** The part of a list that a user asks for. */
public record Paging(int page, int size) {

    private static final int LAST_PAGE = 1_000_000;
    private static final int LARGEST = 200;
    private static final int USUAL = 50;

    /** @param page from 0; null: the first one. @param size 1 to 200; null: 50. */
    public static Paging of(String page, String size) {
        return new Paging(number("page", page, 0, 0, LAST_PAGE), number("size", size, USUAL, 1, LARGEST));
    }

    private static int number(String name, String text, int usual, int lowest, int highest) {
        if (text == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // refused below, as a number that is out of range
        }
        throw new Refusal(
                        Refusal.Kind.MALFORMED,
                        "INVALID_PAGING",
                        "The parameter " + name + " is a whole number from " + lowest + " to " + highest + ".")
                .asException();
    }
}
