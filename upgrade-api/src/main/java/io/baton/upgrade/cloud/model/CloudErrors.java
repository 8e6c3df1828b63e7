package io.baton.upgrade.cloud.model;

import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.window.model.InvalidWindowException;

/** What Baton refuses, in the codes of the managed cloud. */
public final class CloudErrors {

    private CloudErrors() {}

    public static CloudError of(Refusal refusal) {
        return new CloudError(code(refusal), refusal.message());
    }

    public static CloudError of(InvalidWindowException invalid) {
        return CloudError.invalid(invalid.getMessage());
    }

    private static String code(Refusal refusal) {
        return switch (refusal.code()) {
            case "UNKNOWN_INSTANCE" -> "ResourceNotFound.InstanceNotExists";
            case "PRECHECK_BLOCKS" -> "InvalidParameterValue.CheckNotPass";
            case "ARCHITECTURE_NOT_SUPPORTED" -> "UnsupportedOperation.ClusterInstanceAccessedDeny";
            default ->
                switch (refusal.kind()) {
                    case CONFLICT -> "UnsupportedOperation.InstanceNotOperation";
                    case MALFORMED, UNKNOWN, NOT_ALLOWED -> "InvalidParameter.InvalidParameter";
                    case UNAVAILABLE -> "FailedOperation.SystemError";
                };
        };
    }
}
