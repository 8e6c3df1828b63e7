package io.baton.e2e.history;

/** One key that one client increments: it must equal the acknowledged increments, and maybe the unanswered ones. */
final class Counter {

    private long acknowledged;
    private long unanswered;
    private long lastReply;
    private long unansweredSinceReply;

    /** The answer must be the next number, or as many more as increments went unanswered since. */
    Findings acknowledged(long reply) {
        acknowledged++;
        long next = lastReply + 1;
        boolean right = reply >= next && reply <= next + unansweredSinceReply;
        lastReply = reply;
        unansweredSinceReply = 0;
        return right ? Findings.NONE : Findings.ONE_WRONG;
    }

    void unanswered() {
        unanswered++;
        unansweredSinceReply++;
    }

    Findings judge(long seen) {
        return new Findings(Math.max(0, acknowledged - seen), Math.max(0, seen - acknowledged - unanswered), 0);
    }
}
