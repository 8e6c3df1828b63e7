package io.baton.engine.catalogue;

/** The configuration of the engine catalogue can't be used; the message says which file and what is wrong in it. */
public final class CatalogueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CatalogueException(String message, Throwable cause) {
        super(message, cause);
    }
}
