package io.baton.contracts;

@About("Something that a check before the switch found.")
public record Finding(
        @About("A stable code for programs, in capitals") String code,

        @About("BLOCK: the upgrade is refused or fails; WARN: it goes on")
        Severity severity,

        @About("What was found, for people, without secrets")
        String message,

        @About("What to do about it") String advice) {

    public Finding {
        code = Bounded.text(code, Bounded.CODE);
        message = Bounded.text(message, Bounded.TEXT);
        advice = Bounded.text(advice, Bounded.TEXT);
    }

    /** How much weight a finding has. */
    public enum Severity {
        BLOCK,
        WARN
    }
}
