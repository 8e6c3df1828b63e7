package io.baton.upgrade.cloud.model;

/** A call fails; nothing has changed. */
public final class CloudException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CloudError error;

    CloudException(CloudError error) {
        super(error.code() + ": " + error.message(), null, false, false);
        this.error = error;
    }

    public CloudError error() {
        return error;
    }
}
