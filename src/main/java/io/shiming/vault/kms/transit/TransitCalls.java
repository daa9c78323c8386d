package io.shiming.vault.kms.transit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.problem.Problem;
import io.shiming.vault.suite.Unopenable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Calls to the engine: 200 is an answer, 400 a refusal to open, everything else means that it is not to be had. */
final class TransitCalls {
    private final HttpClient client;
    private final ObjectMapper json = new ObjectMapper();
    private final URI engine;
    private final String key;
    private final String token;
    private final Duration timeout;

    TransitCalls(URI engine, String key, String token, Duration timeout) {
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
        this.engine = engine;
        this.key = key;
        this.token = token;
        this.timeout = timeout;
    }

    /** The answer's data. */
    JsonNode call(String act, Map<String, String> request) {
        try {
            var response = client.send(post(act, request), HttpResponse.BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case 200 -> json.readTree(response.body()).path("data");
                case 400 -> throw new Unopenable();
                // The body is left out: it is the key store's, and no caller needs it.
                default -> throw new IOException("the key store answered " + response.statusCode());
            };
        } catch (IOException e) {
            throw Problem.unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable(e);
        }
    }

    private HttpRequest post(String act, Map<String, String> request) throws IOException {
        return HttpRequest.newBuilder(engine.resolve(act + "/" + key))
                .timeout(timeout)
                .header("X-Vault-Token", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(request)))
                .build();
    }
}
