package io.baton.sync.replication.application;

import io.baton.contracts.Finding;
import io.baton.contracts.Finding.Severity;
import io.baton.engine.acl.UsersCarryOver.RuleLeftOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells of rules that the new version does not know: once for each rule, however many users have it. */
final class LeftOutRules {

    /** Users that a finding names. */
    private static final int NAMED = 5;

    private LeftOutRules() {}

    static List<Finding> findings(List<RuleLeftOut> leftOut, String target) {
        Map<String, List<String>> users = new LinkedHashMap<>();
        leftOut.forEach(one ->
                users.computeIfAbsent(one.rule(), rule -> new ArrayList<>()).add(one.user()));
        return users.entrySet().stream()
                .map(one -> finding(one.getKey(), one.getValue(), target))
                .toList();
    }

    private static Finding finding(String rule, List<String> users, String target) {
        return new Finding(
                "USER_RULE_LEFT_OUT",
                Severity.WARN,
                "The rule " + rule + " of " + text(users) + " is about something that " + target + " does not have.",
                "Remove the rule (ACL LIST on the old master shows who has it); whoever used what it is about needs another"
                        + " command.");
    }

    private static String text(List<String> users) {
        if (users.size() == 1) {
            return "the user " + users.get(0);
        }
        String named = String.join(", ", users.subList(0, Math.min(NAMED, users.size())));
        int more = users.size() - NAMED;
        return users.size() + " users (" + named + (more > 0 ? " and " + more + " more" : "") + ")";
    }
}
