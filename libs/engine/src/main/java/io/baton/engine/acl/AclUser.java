package io.baton.engine.acl;

import io.baton.engine.Secret;
import io.baton.engine.client.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A user and its rules, as {@code ACL SETUSER} takes them. Passwords are there as SHA-256 only, and still nothing for a log.
 *
 * @param rules in the engine's order, which counts
 */
public record AclUser(String name, List<String> rules) {
    public static final String DEFAULT = "default";
    /** What the other flags say, the patterns and the rules about commands say as well. */
    private static final Set<String> FLAGS_THAT_ARE_RULES =
            Set.of("on", "off", "nopass", "sanitize-payload", "skip-sanitize-payload");

    public AclUser {
        rules = List.copyOf(rules);
    }

    /**
     * @param reply to {@code ACL GETUSER}, whose fields are lists of patterns up to 6.2 and rules from 7.0
     * @return empty if there is no such user
     */
    public static Optional<AclUser> of(String name, Reply reply) {
        if (!(reply instanceof Reply.Many)) {
            return Optional.empty();
        }
        List<String> rules = new ArrayList<>();
        Map<String, Reply> fields = fields(reply);
        fields.get("flags").list().stream()
                .map(Reply::text)
                .filter(FLAGS_THAT_ARE_RULES::contains)
                .forEach(rules::add);
        fields.get("passwords").list().forEach(digest -> rules.add("#" + digest.text()));
        rules.addAll(permissions(fields));
        if (fields.get("selectors") instanceof Reply.Many selectors) {
            selectors.items().forEach(selector -> rules.addAll(inParentheses(permissions(fields(selector)))));
        }
        return Optional.of(new AclUser(name, rules));
    }

    private static Map<String, Reply> fields(Reply reply) {
        Map<String, Reply> fields = new HashMap<>();
        List<Reply> items = reply.list();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            fields.put(items.get(i).text(), items.get(i + 1));
        }
        return fields;
    }

    private static List<String> permissions(Map<String, Reply> fields) {
        List<String> rules = new ArrayList<>();
        rules.addAll(patterns("~", fields.get("keys")));
        rules.addAll(patterns("&", fields.get("channels")));
        rules.addAll(words(fields.get("commands").text()));
        return rules;
    }

    private static List<String> patterns(String prefix, Reply patterns) {
        if (patterns instanceof Reply.Many many) {
            return many.items().stream().map(pattern -> prefix + pattern.text()).toList();
        }
        return patterns instanceof Reply.Text text ? words(text.text()) : List.of();
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    private static List<String> inParentheses(List<String> rules) {
        return words("(" + String.join(" ", rules) + ")");
    }

    /** Whether these are the connections of the instance itself: nodes, proxies and Baton come as this user. */
    public boolean isDefault() {
        return DEFAULT.equals(name);
    }

    /**
     * Whether who knows this secret may enter.
     *
     * @param password empty: entering without one
     */
    public boolean admits(Optional<Secret> password) {
        return rules.contains("on")
                && password.map(secret -> rules.contains("#" + sha256(secret))).orElse(rules.contains("nopass"));
    }

    private static String sha256(Secret secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(secret.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public String toString() {
        return "AclUser[" + name + "]";
    }
}
