package io.baton.upgrade.cloud;

import static io.restassured.RestAssured.given;

import io.baton.engine.Secret;
import io.baton.upgrade.Installation;
import io.baton.upgrade.cloud.application.Tc3Signature;
import io.baton.upgrade.cloud.model.Authorization;
import io.baton.upgrade.cloud.model.SignedRequest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Signs and sends what a client of that cloud would. */
final class CloudClient {

    private static final String TYPE = "application/json; charset=utf-8";

    private CloudClient() {}

    /** What goes out, ready to be changed. */
    record Request(Map<String, String> headers, String body) {

        Request with(String name, String value) {
            Map<String, String> changed = new java.util.HashMap<>(headers);
            changed.put(name, value);
            return new Request(changed, body);
        }

        Request without(String name) {
            Map<String, String> changed = new java.util.HashMap<>(headers);
            changed.remove(name);
            return new Request(changed, body);
        }

        Request withBody(String other) {
            return new Request(headers, other);
        }

        /** Sends it; whatever becomes of it, the answer is 200 and has an id. */
        JsonPath send() {
            JsonPath answer = given().headers(headers)
                    .config(RestAssured.config()
                            .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                    .body(body.getBytes(StandardCharsets.UTF_8))
                    .post("/")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            if (answer.getString("Response.RequestId") == null) {
                throw new AssertionError("no RequestId: " + answer.prettify());
            }
            return answer;
        }

        /** Sends it and answers the code of its error. */
        String fails() {
            JsonPath answer = send();
            String code = answer.getString("Response.Error.Code");
            if (code == null) {
                throw new AssertionError("no error: " + answer.prettify());
            }
            return code;
        }
    }

    /** Calls with the right signature; fails if the answer is an error. */
    static JsonPath call(String action, String body) {
        JsonPath answer = request(action, body).send();
        if (answer.getString("Response.Error.Code") != null) {
            throw new AssertionError(answer.prettify());
        }
        return answer;
    }

    /** With the right signature, of now. */
    static Request request(String action, String body) {
        return request(action, body, Instant.now(), Installation.KEY_ID, Installation.KEY_SECRET);
    }

    static Request request(String action, String body, Instant at, String keyId, String secret) {
        String json = body.replace('\'', '"');
        Map<String, String> headers = new java.util.HashMap<>(Map.of(
                "content-type",
                TYPE,
                "host",
                "localhost:" + RestAssured.port,
                "x-tc-action",
                action,
                "x-tc-version",
                "2018-04-12",
                "x-tc-region",
                "ap-guangzhou",
                "x-tc-timestamp",
                Long.toString(at.getEpochSecond())));
        String date = at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        String service = "localhost:" + RestAssured.port;
        String signature = Tc3Signature.sign(
                new SignedRequest(headers, json.getBytes(StandardCharsets.UTF_8)),
                new Authorization(keyId, date, service, List.of("content-type", "host"), ""),
                Secret.of(secret));
        headers.put(
                "authorization",
                "TC3-HMAC-SHA256 Credential=" + keyId + "/" + date + "/" + service
                        + "/tc3_request, SignedHeaders=content-type;host, Signature=" + signature);
        return new Request(headers, json);
    }
}
