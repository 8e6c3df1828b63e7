package io.baton.sync.replication.model;

import io.baton.contracts.Finding;
import io.baton.sync.replication.model.Trouble.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the new nodes have of what replication doesn't bring, and what the checks say, as last looked at.
 *
 * @param checks of source and target; a BLOCK among them ends the synchronisation
 * @param users whether every new node has the users of the old master
 * @param scripts whether every new node has its scripts
 * @param settings which settings of the old master new nodes can't have
 */
public record CarriedOver(Checks checks, Users users, Scripts scripts, List<Finding> settings) {
    public static final CarriedOver NOT_YET =
            new CarriedOver(Checks.NOT_YET, Users.NOT_YET, Scripts.NOT_YET, List.of());
    public static final CarriedOver ALL = new CarriedOver(
            new Checks(true, List.of()),
            new Users(List.of(), null, null, List.of()),
            new Scripts(List.of(), List.of()),
            List.of());

    public CarriedOver {
        settings = List.copyOf(settings);
    }

    /**
     * @param made whether they have been made
     * @param findings what they found
     */
    public record Checks(boolean made, List<Finding> findings) {
        public static final Checks NOT_YET = new Checks(false, List.of());

        public Checks {
            findings = List.copyOf(findings);
        }
    }

    /**
     * @param differ nodes whose users are not known to be the old master's
     * @param refused why a node can't have them, or null
     * @param lockedOut why whoever connects to the old master from now on can't enter, or null
     * @param findings what could not be carried over word for word
     */
    public record Users(List<String> differ, String refused, String lockedOut, List<Finding> findings) {
        public static final Users NOT_YET = new Users(List.of("the new nodes"), null, null, List.of());

        public Users {
            differ = List.copyOf(differ);
            findings = List.copyOf(findings);
        }
    }

    /**
     * @param missingOn nodes that don't have all scripts
     * @param findings why some will not be carried over
     */
    public record Scripts(List<String> missingOn, List<Finding> findings) {
        public static final Scripts NOT_YET = new Scripts(List.of("the new nodes"), List.of());

        public Scripts {
            missingOn = List.copyOf(missingOn);
            findings = List.copyOf(findings);
        }
    }

    /** @return those that don't stand in the way, to be told with the catch-up */
    List<Finding> findings() {
        return Stream.of(checks.findings(), users.findings(), scripts.findings(), settings)
                .flatMap(List::stream)
                .filter(finding -> finding.severity() == Finding.Severity.WARN)
                .toList();
    }

    /** Whether no replication, however good, can lead to a switch. */
    boolean hopeless() {
        return !blocks().isEmpty() || users.refused() != null;
    }

    private List<Finding> blocks() {
        return checks.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.BLOCK)
                .toList();
    }

    List<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>();
        if (!blocks().isEmpty()) {
            troubles.add(new Trouble(
                    Kind.PRECHECK_BLOCKS,
                    blocks().stream()
                            .map(block -> block.code() + ": " + block.message() + " " + block.advice())
                            .collect(Collectors.joining(" "))));
        }
        if (users.refused() != null) {
            troubles.add(new Trouble(Kind.USERS_REFUSED, users.refused()));
        }
        if (users.lockedOut() != null) {
            troubles.add(new Trouble(Kind.PASSWORD_REFUSED, users.lockedOut()));
        }
        if (!checks.made()) {
            troubles.add(new Trouble(Kind.PRECHECK_PENDING, "Source and target have not been checked yet."));
        }
        if (!users.differ().isEmpty()) {
            troubles.add(new Trouble(
                    Kind.USERS_DIFFER, "The users are not yet those of the old master on: " + names(users.differ())));
        }
        if (!scripts.missingOn().isEmpty()) {
            troubles.add(new Trouble(
                    Kind.SCRIPTS_MISSING, "Scripts of the old master are not yet on: " + names(scripts.missingOn())));
        }
        return troubles;
    }

    private static String names(List<String> nodes) {
        return String.join(", ", nodes) + ".";
    }
}
