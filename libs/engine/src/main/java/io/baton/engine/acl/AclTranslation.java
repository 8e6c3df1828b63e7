package io.baton.engine.acl;

import io.baton.engine.EngineId;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules by which a user of one version may do the same in another. Pure.
 *
 * <ul>
 *   <li>6.0 knows no permissions for channels: its users may use all, and are given all.
 *   <li>Later versions print channels always, so that what a new version gives by default does not matter.
 *   <li>Categories can hold other commands than before: see {@link CommandRules#corrections}.
 * </ul>
 */
public final class AclTranslation {
    private static final String ALL_CHANNELS = "&*";
    private final EngineId target;
    private final boolean channelsAreNew;
    private final boolean otherVersion;
    private final CommandTable sourceCommands;
    private final CommandTable targetCommands;

    private AclTranslation(EngineId source, EngineId target, CommandTable sourceCommands, CommandTable targetCommands) {
        this.target = target;
        this.channelsAreNew = !source.line().isAtLeast(6, 2) && target.line().isAtLeast(6, 2);
        this.otherVersion = !source.line().equals(target.line());
        this.sourceCommands = sourceCommands;
        this.targetCommands = targetCommands;
    }

    public static AclTranslation between(
            EngineId source, EngineId target, CommandTable sourceCommands, CommandTable targetCommands) {
        return new AclTranslation(source, target, sourceCommands, targetCommands);
    }

    /** @return what {@code ACL SETUSER} takes after the user's name: makes it exactly this user, whatever it was before */
    public List<String> rules(AclUser user) {
        List<String> rules = new ArrayList<>();
        // Not "reset": it writes down flags that the source's user does not have.
        rules.addAll(List.of("off", "resetpass", "resetkeys", "nocommands"));
        if (target.line().isAtLeast(6, 2)) {
            rules.add("resetchannels");
        }
        if (target.line().isAtLeast(7, 0)) {
            rules.add("clearselectors");
        }
        if (channelsAreNew) {
            rules.add(ALL_CHANNELS);
        }
        List<String> own = user.rules();
        int selectors = firstSelector(own);
        rules.addAll(own.subList(0, selectors));
        if (otherVersion) {
            rules.addAll(new CommandRules(own).corrections(sourceCommands, targetCommands));
        }
        rules.addAll(own.subList(selectors, own.size()));
        return rules;
    }

    private static int firstSelector(List<String> rules) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).startsWith("(")) {
                return i;
            }
        }
        return rules.size();
    }
}
