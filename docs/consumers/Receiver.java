import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Prints each event that a webhook brings once: WEBHOOK_SECRET=whsec_… java Receiver.java PORT */
class Receiver {

    static final long TOLERANCE_SECONDS = 300;
    static final Set<String> handled = new LinkedHashSet<>(); // keep it with your own data, if that outlives the process
    static byte[] key;

    public static void main(String[] arguments) throws IOException {
        String secret = System.getenv("WEBHOOK_SECRET");
        key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        HttpServer server = HttpServer.create(
                new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(receive(exchange), -1);
            exchange.close();
        });
        server.start();
        System.out.println("listening");
    }

    static int receive(HttpExchange request) throws IOException {
        byte[] body = request.getRequestBody().readAllBytes(); // as it came: what was parsed and written again differs
        String id = request.getRequestHeaders().getFirst("webhook-id");
        if (!verified(id, request, body)) {
            return 401;
        }
        if (handled.add(id)) { // a delivery may come twice, under the same id
            // JSON: a CloudEvent, whose data is the event as it is on its topic.
            System.out.println("verified " + id + " " + new String(body, StandardCharsets.UTF_8));
        }
        return 204; // any 2xx: it is not sent again
    }

    static boolean verified(String id, HttpExchange request, byte[] body) {
        String time = request.getRequestHeaders().getFirst("webhook-timestamp");
        String signatures = request.getRequestHeaders().getFirst("webhook-signature");
        if (id == null || time == null || signatures == null) {
            return false;
        }
        long age = Instant.now().getEpochSecond() - Long.parseLong(time);
        String right = "v1," + Base64.getEncoder().encodeToString(hmac(id + "." + time + ".", body));
        boolean signed = false;
        for (String one : signatures.split(" ")) { // two, after the secret was rotated
            signed |= MessageDigest.isEqual(one.getBytes(), right.getBytes());
        }
        return signed && Math.abs(age) <= TOLERANCE_SECONDS; // an old one may be somebody's copy
    }

    static byte[] hmac(String start, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(start.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
