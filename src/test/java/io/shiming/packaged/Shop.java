package io.shiming.packaged;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clients of the service: a counter that signs, a provisioning system that asks, an auditor who looks up. */
public final class Shop {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> ALL_FIELDS =
            List.of("name", "documentNumber", "birthDate", "address", "serviceNumber", "installationAddress");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI issuer;
    private final URI authority;
    private final URI base;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    public Shop(PackagedService service) {
        this(service, service.base());
    }

    /** Of a trial, but served by the instance that listens here. */
    public Shop(PackagedService service, URI base) {
        this.issuer = service.issuer();
        this.authority = service.authority();
        this.base = base;
    }

    /** Served by one instance of a fleet. */
    public Shop(Fleet fleet, int instance) {
        this.issuer = fleet.issuer();
        this.authority = URI.create(fleet.setting("shiming.verification.authority.url"));
        this.base = fleet.base(instance);
    }

    /** Signs under a key of this person's own, so that a second call is a retry of the first. */
    public WireReply sign(SyntheticPerson person) throws IOException {
        return sign(person, "key-" + person.n);
    }

    public WireReply sign(SyntheticPerson person, String key) throws IOException {
        return post("clerk-1", "/v1/registrations", person.signing(), "Idempotency-Key", key);
    }

    /** Signs one more mobile card for the holder, on the line of another person. */
    public WireReply sign(SyntheticPerson holder, SyntheticPerson line, String key) throws IOException {
        return post("clerk-1", "/v1/registrations", holder.signingFor(line), "Idempotency-Key", key);
    }

    /** One person takes over another's line, under a key of the taker's own. */
    public WireReply transfer(SyntheticPerson giver, SyntheticPerson taker) throws IOException {
        return post("clerk-1", "/v1/registrations", taker.takingOver(giver), "Idempotency-Key", "transfer-" + taker.n);
    }

    /** Keeps an image; its id. */
    public String photo(byte[] jpeg, String key) throws IOException {
        return keep(jpeg, key).text("/evidenceId");
    }

    /** Keeps an image; a second call with the key is a retry. */
    public WireReply keep(byte[] jpeg, String key) throws IOException {
        var request = HttpRequest.newBuilder(base.resolve("/v1/evidence?kind=photo"))
                .timeout(PATIENCE)
                .header("Content-Type", "image/jpeg")
                .header("Authorization", "Bearer " + token("clerk-1"))
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofByteArray(jpeg))
                .build();
        return send(request);
    }

    public WireReply status(SyntheticPerson person) throws IOException {
        return post("provisioning-1", "/v1/lines/status", person.line());
    }

    /** Everything about the holder of this person's line, unmasked. */
    public WireReply lookUp(SyntheticPerson person) throws IOException {
        return post(
                "auditor-1",
                "/v1/lookups",
                Map.of(
                        "line",
                        person.line(),
                        "purpose",
                        "COMPLIANCE_AUDIT",
                        "legalBasis",
                        "LEGAL_DUTY",
                        "fields",
                        ALL_FIELDS));
    }

    /** Any request, also one that is no JSON. */
    public WireReply post(String user, String path, Object body, String... headers) throws IOException {
        String text = body instanceof String already ? already : JSON.writeValueAsString(body);
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token(user))
                .POST(BodyPublishers.ofString(text));
        if (headers.length > 0) request.headers(headers);
        return send(request.build());
    }

    /** A write to a place of the caller's choice, under a key of its own. */
    public WireReply put(String user, String path, Object body, String key) throws IOException {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token(user))
                .header("Idempotency-Key", key)
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    public WireReply get(String user, String path) throws IOException {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token(user))
                .build());
    }

    /** Tells the trial's authority how to behave from now on. */
    public void authority(String mode) throws IOException {
        text(HttpRequest.newBuilder(authority.resolve("/control"))
                .POST(BodyPublishers.ofString("{\"mode\":\"" + mode + "\"}"))
                .build());
    }

    private WireReply send(HttpRequest request) throws IOException {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new WireReply(response.statusCode(), JSON.readTree(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    String token(String user) throws IOException {
        String known = tokens.get(user);
        if (known != null) return known;
        URI page = issuer.resolve("/token?user=" + user);
        String fresh = text(HttpRequest.newBuilder(page).build());
        tokens.put(user, fresh);
        return fresh;
    }

    private String text(HttpRequest request) throws IOException {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) throw new IOException(request.uri() + ": " + response.statusCode());
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
