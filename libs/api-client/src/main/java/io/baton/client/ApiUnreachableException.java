package io.baton.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/** Nobody answers at the address, or the connection broke: what was asked for may have been done or not. */
public final class ApiUnreachableException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    ApiUnreachableException(URI address, IOException cause) {
        super("The API at " + address + " does not answer", cause);
    }
}
