package io.baton.upgrade.console;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The console, as a browser calls it. */
final class Pages {

    private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");

    private Pages() {}

    static ValidatableResponse get(String path) {
        return given().redirects().follow(false).get(path).then();
    }

    static String html(String path) {
        return get(path).statusCode(200).extract().asString();
    }

    /** The list of the instances that have these words. */
    static String search(String words) {
        return given().queryParam("q", words)
                .get("/console")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    static ValidatableResponse post(String path, Map<String, String> fields) {
        return given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .formParams(fields)
                .post(path)
                .then();
    }

    /** The key that a form was given. */
    static String key(String html) {
        Matcher key = KEY.matcher(html);
        if (!key.find()) {
            throw new AssertionError("no key in " + html);
        }
        return key.group(1);
    }

    /** The last part of the address that an answer leads to. */
    static String ledTo(ValidatableResponse answer) {
        String location = answer.statusCode(303).extract().header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
