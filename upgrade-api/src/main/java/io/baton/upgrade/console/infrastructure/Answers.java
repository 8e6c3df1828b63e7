package io.baton.upgrade.console.infrastructure;

import io.baton.upgrade.console.model.FormState;
import io.baton.upgrade.http.infrastructure.RefusedExceptionMapper;
import io.baton.upgrade.shared.model.Refusal;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What the console answers, and how it reads what is sent. */
final class Answers {

    static final String KEY = "key";
    static final int BAD_REQUEST = 400;
    private static final String KEYS = "console-";

    private Answers() {}

    static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .entity(page.render())
                .build();
    }

    static Response page(TemplateInstance page) {
        return page(Response.Status.OK.getStatusCode(), page);
    }

    /** After a form: a reload does not send it again. */
    static Response goTo(String path) {
        return Response.seeOther(URI.create(path)).build();
    }

    static int status(Refusal refusal) {
        return RefusedExceptionMapper.status(refusal.kind());
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** The Idempotency-Key of a form; null where it came without one. */
    static String idempotencyKey(FormState form) {
        return form.key().isBlank() ? null : KEYS + form.key();
    }

    /** @param fields those to keep; nothing else is shown again */
    static FormState sent(MultivaluedMap<String, String> sent, List<String> fields) {
        Map<String, String> values = new TreeMap<>();
        for (String field : fields) {
            String value = sent.getFirst(field);
            if (value != null) {
                values.put(field, value);
            }
        }
        String key = sent.getFirst(KEY);
        return FormState.fresh(key == null ? "" : key, values);
    }
}
