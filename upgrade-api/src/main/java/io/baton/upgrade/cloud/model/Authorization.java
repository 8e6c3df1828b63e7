package io.baton.upgrade.cloud.model;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of that name, taken apart.
 *
 * @param date UTC day of the signature, yyyy-MM-dd
 * @param service what the client took for the service's name: the endpoint's text before its first dot, such as {@code
 *     localhost:8080}
 * @param signedHeaders lower-case names, in the order in which they were signed
 * @param signature 64 hexadecimal digits
 */
public record Authorization(String keyId, String date, String service, List<String> signedHeaders, String signature) {

    private static final Pattern TEXT = Pattern.compile("TC3-HMAC-SHA256 +Credential=([^/,\\s]+)/(\\d{4}-\\d{2}-\\d{2})"
            + "/([^/,\\s]+)/tc3_request, *SignedHeaders=([a-z0-9;-]+), *Signature=([0-9a-f]{64})");
    private static final List<String> NEEDED = List.of("content-type", "host");

    /** @throws CloudException if the header is missing, or says something else than it has to */
    public static Authorization parse(String header) {
        Matcher matcher = TEXT.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            throw invalid(
                    "The header Authorization has to be TC3-HMAC-SHA256 Credential=<id>/<date>/<service>/tc3_request,"
                            + " SignedHeaders=content-type;host, Signature=<hex>.");
        }
        List<String> signed = Arrays.asList(matcher.group(4).split(";"));
        if (!signed.containsAll(NEEDED)) {
            throw invalid("The headers content-type and host have to be signed.");
        }
        return new Authorization(matcher.group(1), matcher.group(2), matcher.group(3), signed, matcher.group(5));
    }

    private static CloudException invalid(String message) {
        return new CloudError("AuthFailure.InvalidAuthorization", message).asException();
    }
}
