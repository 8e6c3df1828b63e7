package io.baton.upgrade.cloud.model;

/**
 * Why a call fails, as the managed cloud's clients know it.
 *
 * @param code of that cloud's own, such as {@code AuthFailure.SignatureFailure}
 * @param message for people
 */
public record CloudError(String code, String message) {

    public static CloudError missing(String parameter) {
        return new CloudError("MissingParameter", "The parameter " + parameter + " is missing.");
    }

    /** The value has the wrong type, or is none that is allowed. */
    public static CloudError invalid(String message) {
        return new CloudError("InvalidParameter.InvalidParameter", message);
    }

    public CloudException asException() {
        return new CloudException(this);
    }
}
