package io.baton.contracts;

@About("Why something did not happen.")
public record Reason(
        @About("A stable code for programs, in capitals") String code,
        @About("One sentence for people, without secrets") String message) {

    public Reason {
        code = Bounded.text(code, Bounded.CODE);
        message = Bounded.text(message, Bounded.TEXT);
    }
}
