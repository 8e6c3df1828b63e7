package io.baton.upgrade.cloud.model;

import java.util.Map;

/**
 * A POST to the root as it came in.
 *
 * @param headers by lower-case name
 * @param body exactly the bytes that came
 */
public record SignedRequest(Map<String, String> headers, byte[] body) {

    public SignedRequest {
        headers = Map.copyOf(headers);
    }

    /** @return the header, or an empty text where there is none */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    /** @throws CloudException if there is none */
    public String neededHeader(String name) {
        String value = header(name.toLowerCase(java.util.Locale.ROOT));
        if (value.isBlank()) {
            throw CloudError.missing(name).asException();
        }
        return value.strip();
    }
}
