package io.baton.resource.node.application;

import io.baton.contracts.Endpoint;
import io.baton.resource.node.model.Node;
import java.util.Optional;

/** The proxies' own word, and the one thing that this service tells them; all else is switchover-service's. */
public interface Proxies {

    /**
     * What a proxy says of itself.
     *
     * @param release the release that it is of; null: it is from before it could say so
     * @param accepting whether new clients are its own
     * @param held whether it holds its clients, because a switch is going on
     * @param upstream the engine that it sends them to
     */
    record Said(String release, boolean accepting, boolean held, Endpoint upstream) {}

    /** @return empty where it doesn't answer */
    Optional<Said> ask(Node proxy);

    /** Tells a replaced one to end with its last client. One that isn't replaced, or doesn't answer, goes on as it is. */
    void retire(Node proxy);
}
