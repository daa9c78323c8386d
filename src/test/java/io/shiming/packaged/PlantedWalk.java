package io.shiming.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls routes with what belongs to one person at every place of a request where text may stand, one place at a time. */
public final class PlantedWalk {
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] NOTHING = {};
    private static final List<String> USERS = List.of("""
            clerk-1 provisioning-1 officer-1 auditor-1 reviewer-1 warrant-1 approver-1 manager-1 support-1
            regulator-1 custodian-1 admin-1""".split("\\s+"));
    private static final List<String> HEADERS = List.of("""
            Idempotency-Key Second-Reviewer x-correlator User-Agent Referer Cookie Accept Accept-Language Origin
            DPoP Forwarded X-Forwarded-For X-Forwarded-Host X-Request-Id traceparent baggage
            X-HTTP-Method-Override If-None-Match X-Odd""".split("\\s+"));

    private final Wire wire;
    private final Map<String, String> tokens;
    private final AtomicInteger headersSent = new AtomicInteger();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    public PlantedWalk(PackagedService service, Shop shop) throws IOException {
        this.wire = new Wire(service.base());
        this.tokens = new TreeMap<>();
        for (var user : USERS) tokens.put(user, shop.token(user));
    }

    /** What the person has: the texts to be planted. */
    public static List<String> texts(SyntheticPerson person) {
        return List.of(person.name, person.documentNumber, person.number, person.address);
    }

    /** Every place of one route; the route's own errors are counted, and none stops the walk. */
    public void walk(PublishedRoute route, SyntheticPerson person) {
        var user = userOf(route);
        for (var text : texts(person)) {
            paths(route, user, text);
            queries(route, user, text);
            bodies(route, user, text);
        }
        headers(route, user, texts(person));
    }

    /** One valid signing after the other, each of another person, with this text at each place and in each header. */
    public int signings(List<SyntheticPerson> signers, List<String> texts) {
        int accepted = 0;
        var fresh = signers.iterator();
        for (var text : texts) {
            for (var place : PublishedRoute.planted(
                            JSON.valueToTree(signers.get(0).signing()), text)
                    .keySet()) {
                var form = JSON.valueToTree(fresh.next().signing());
                accepted += sign(
                        Objects.requireNonNull(
                                PublishedRoute.planted(form, text).get(place)),
                        Map.of());
            }
            for (var header : HEADERS) {
                accepted += sign(JSON.valueToTree(fresh.next().signing()), Map.of(header, text));
            }
        }
        return accepted;
    }

    private int sign(JsonNode form, Map<String, String> more) {
        return send("POST", "/v1/registrations", "clerk-1", more, bytes(form)) == 201 ? 1 : 0;
    }

    /** How many answers had each status. */
    public Map<Integer, AtomicInteger> statuses() {
        return statuses;
    }

    /** The routes that answered 500; nothing of a request. */
    public Map<String, Integer> failures() {
        return failures;
    }

    /** Who may call it: the first one who is not refused for the role. */
    private String userOf(PublishedRoute route) {
        for (var user : USERS) {
            int status = send(route.method(), path(route.segments()), user, Map.of(), bytes(route.body()));
            if (status != 403) return user;
        }
        return USERS.get(0);
    }

    private void paths(PublishedRoute route, String user, String text) {
        var segments = route.segments();
        for (int i = 0; i <= segments.size(); i++) {
            var planted = new ArrayList<>(segments);
            if (i < segments.size()) planted.set(i, escaped(text));
            else planted.add(escaped(text));
            send(route.method(), path(planted), user, Map.of(), bytes(route.body()));
            send(route.method(), path(planted), "", Map.of(), NOTHING);
            send("DELETE", path(planted), "", Map.of(), NOTHING);
        }
        send(route.method(), path(segments) + "/%zz" + text, user, Map.of(), NOTHING);
        send(route.method(), path(segments) + ";" + text + "=" + text, user, Map.of(), NOTHING);
    }

    private void queries(PublishedRoute route, String user, String text) {
        var names = new ArrayList<>(route.queries());
        names.addAll(List.of("odd", escaped(text)));
        for (var name : names) {
            var target = path(route.segments()) + "?" + name + "=" + escaped(text);
            send(route.method(), target, user, Map.of(), bytes(route.body()));
        }
    }

    private void bodies(PublishedRoute route, String user, String text) {
        if (!route.writes()) return;
        var path = path(route.segments());
        for (var body : PublishedRoute.planted(route.body(), text).values()) {
            send(route.method(), path, user, Map.of(), bytes(body));
        }
        send(route.method(), path, user, Map.of(), text.getBytes(UTF_8));
        send(route.method(), path, user, Map.of("Content-Type", "image/jpeg"), text.getBytes(UTF_8));
        send(route.method(), path, user, Map.of("Content-Type", text), bytes(route.body()));
        send(route.method(), path, user, Map.of(), bytes(JSON.valueToTree(Map.of(text, text))));
    }

    /** Each header once, with the next of the texts: over the routes each header has each text. */
    private void headers(PublishedRoute route, String user, List<String> texts) {
        var names = new ArrayList<>(HEADERS);
        route.headers().stream().filter(name -> !HEADERS.contains(name)).forEach(names::add);
        for (var name : names) {
            var text = texts.get(headersSent.getAndIncrement() % texts.size());
            send(route.method(), path(route.segments()), user, Map.of(name, text), bytes(route.body()));
        }
        var token = Map.of("Authorization", "Bearer " + texts.get(1));
        send(route.method(), path(route.segments()), "", token, bytes(route.body()));
    }

    private int send(String method, String target, String user, Map<String, String> more, byte[] body) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        if (!user.isEmpty()) headers.put("Authorization", "Bearer " + tokens.get(user));
        headers.put("Content-Type", "application/json");
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        headers.putAll(more);
        try {
            int status = Wire.status(wire.send(method, target, headers, body));
            statuses.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
            if (status == 500) failures.merge(method + " " + known(target) + " " + status, 1, Integer::sum);
            return status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The beginning of a target that is the API's own words, so that a failure tells of no planted text. */
    private static String known(String target) {
        return target.replaceAll("[^a-z0-9/-].*|[0-9]{6,}.*", "...");
    }

    private static byte[] bytes(JsonNode body) {
        return body.isMissingNode() ? NOTHING : body.toString().getBytes(UTF_8);
    }

    private static String path(List<String> segments) {
        return "/" + String.join("/", segments);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
