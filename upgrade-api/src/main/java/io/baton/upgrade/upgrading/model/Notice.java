package io.baton.upgrade.upgrading.model;

/** Something to know: a code for programs, a sentence for people. */
public record Notice(String code, String message) {}
