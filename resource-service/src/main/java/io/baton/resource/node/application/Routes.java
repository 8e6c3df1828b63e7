package io.baton.resource.node.application;

import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.Route;

/** Knows whether the proxies of an instance send its clients to an engine. */
public interface Routes {

    Route to(Node engine);
}
