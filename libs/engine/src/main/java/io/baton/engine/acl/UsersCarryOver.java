package io.baton.engine.acl;

import io.baton.engine.Secret;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the users of one engine exactly those of another: made, changed, and deleted. Each user changes in one command, all
 * or nothing, so that nobody meets half of one.
 */
public final class UsersCarryOver {
    private static final Pattern REFUSED_RULE = Pattern.compile("modifier '([^']*)'");
    private static final int MOST_REFUSED_RULES = 100;
    private final AclTranslation translation;
    private final Optional<Secret> password;

    /** @param password with which the nodes and proxies of the instance enter as the user {@code default} */
    public UsersCarryOver(EngineClient source, EngineClient target, Optional<Secret> password) {
        CommandTable commands = target.commandTable();
        this.translation =
                AclTranslation.between(source.identity(), target.identity(), commandsOf(source, commands), commands);
        this.password = password;
    }

    /** Where COMMAND is renamed, the rules have to do as they are. */
    private static CommandTable commandsOf(EngineClient source, CommandTable otherwise) {
        try {
            return source.commandTable();
        } catch (EngineException.Refused forbidden) {
            return otherwise;
        }
    }

    /** A rule about a command or category that the new version does not have. */
    public record RuleLeftOut(String user, String rule) {}

    /**
     * @param users of the source
     * @return the rules that the target does not know; what they are about can't be done there anyway
     * @throws EngineException.Refused if the target takes a user in no way
     */
    public List<RuleLeftOut> apply(List<AclUser> users, EngineClient target) {
        List<RuleLeftOut> leftOut = new ArrayList<>();
        for (AclUser user : users) {
            if (carries(user)) {
                set(user, target, leftOut);
            }
        }
        Set<String> names = users.stream().map(AclUser::name).collect(Collectors.toSet());
        List<String> gone = target.aclUserNames().stream()
                .filter(name -> !names.contains(name) && !name.equals(AclUser.DEFAULT))
                .toList();
        if (!gone.isEmpty()) {
            List<String> words = new ArrayList<>(List.of("ACL", "DELUSER"));
            words.addAll(gone);
            target.raw(words.toArray(String[]::new));
        }
        return leftOut;
    }

    /**
     * Whether a user is to be as on the source. All are, but a {@code default} that does not admit the instance's own
     * password: it would lock out nodes, proxies and Baton.
     */
    public boolean carries(AclUser user) {
        return !user.isDefault() || user.admits(password);
    }

    private void set(AclUser user, EngineClient target, List<RuleLeftOut> leftOut) {
        List<String> rules = new ArrayList<>(translation.rules(user));
        for (int refused = 0; ; refused++) {
            List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", user.name()));
            words.addAll(rules);
            try {
                target.raw(words.toArray(String[]::new));
                return;
            } catch (EngineException.Refused unknown) {
                Optional<String> rule = unknownCommand(unknown.error());
                if (rule.isEmpty() || refused == MOST_REFUSED_RULES || !rules.remove(rule.get())) {
                    throw unknown;
                }
                leftOut.add(new RuleLeftOut(user.name(), rule.get()));
            }
        }
    }

    private static Optional<String> unknownCommand(String error) {
        Matcher matcher = REFUSED_RULE.matcher(error);
        return matcher.find()
                        && (matcher.group(1).startsWith("+") || matcher.group(1).startsWith("-"))
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }
}
