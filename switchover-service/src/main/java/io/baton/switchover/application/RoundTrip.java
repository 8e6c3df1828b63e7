package io.baton.switchover.application;

import io.baton.engine.client.Command;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.Reply;
import java.util.List;

/** Commands that all have to be taken, sent to the old master in one round trip. */
final class RoundTrip {

    private RoundTrip() {}

    /**
     * @param code of the failure if one is refused; the others are executed all the same
     * @return the replies, in order
     * @throws SwitchFailedException that names the first command that was refused
     */
    static List<Reply> toOldMaster(EngineClient oldMaster, List<Command> commands, String code) {
        List<Reply> replies = oldMaster.pipeline(commands);
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i) instanceof Reply.Failure failure) {
                throw new SwitchFailedException(
                        code, "the old master refused " + commands.get(i).name() + ": " + failure.error());
            }
        }
        return replies;
    }
}
