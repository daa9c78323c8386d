package io.shiming.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route with every role. A route that is not in the table fails the first test. */
@QuarkusTest
public class RolesTest {
    private static final String[] USERS = {
        "clerk-1",
        "manager-1",
        "support-1",
        "reviewer-1",
        "provisioning-1",
        "auditor-1",
        "officer-1",
        "warrant-1",
        "approver-1",
        "regulator-1",
        "custodian-1",
        "admin-1"
    };
    private static final Set<String> EVERYBODY = Set.of("everybody");

    /** Who may, by route as the OpenAPI document has it. */
    private static final Map<String, Set<String>> PERMITTED = new TreeMap<>(Map.ofEntries(
            Map.entry("POST /v1/registrations", Set.of("clerk-1")),
            Map.entry("GET /v1/registrations/{id}", Set.of("clerk-1")),
            Map.entry("GET /v1/registrations/{id}/consent", Set.of("clerk-1")),
            Map.entry("POST /v1/registrations/{id}/voiding", Set.of("clerk-1")),
            Map.entry("POST /v1/registrations/{id}/corrections", Set.of("clerk-1", "officer-1")),
            Map.entry("POST /v1/sanctions/lists", Set.of("admin-1")),
            Map.entry("POST /v1/appeals", Set.of("clerk-1")),
            Map.entry("GET /v1/appeals/{id}", Set.of("clerk-1", "officer-1")),
            Map.entry("PUT /v1/appeals/{id}/decision", Set.of("officer-1")),
            Map.entry("POST /v1/subjects/self/numbers", Set.of("clerk-1")),
            Map.entry("POST /v1/consent-withdrawals", Set.of("clerk-1")),
            Map.entry("POST /v1/subject-proofs", Set.of("clerk-1")),
            Map.entry("POST /v1/disputes", Set.of("clerk-1")),
            Map.entry("POST /v1/person-joins", Set.of("clerk-1")),
            Map.entry("GET /v1/person-joins", Set.of("auditor-1", "officer-1")),
            Map.entry("POST /v1/person-joins/decisions", Set.of("officer-1")),
            Map.entry("POST /v1/person-joins/{id}/split", Set.of("officer-1")),
            Map.entry("PUT /v1/disputes/{id}/decision", Set.of("officer-1")),
            Map.entry("GET /v1/lost-registrations", Set.of("officer-1")),
            Map.entry("PUT /v1/lost-registrations/{id}/acknowledgement", Set.of("officer-1")),
            Map.entry("POST /v1/lines/status", Set.of("provisioning-1")),
            Map.entry("PUT /v1/legal-holds", Set.of("officer-1")),
            Map.entry("PUT /v1/legal-holds/lifting", Set.of("officer-1", "approver-1")),
            Map.entry("POST /v1/legacy-registrations", Set.of("provisioning-1")),
            Map.entry("GET /v1/legacy-registrations", Set.of("provisioning-1")),
            Map.entry("POST /v1/reverifications", Set.of("provisioning-1")),
            Map.entry("POST /v1/lines/changes", Set.of("provisioning-1")),
            Map.entry("GET /v1/events", Set.of("provisioning-1")),
            Map.entry("POST /v1/evidence", Set.of("clerk-1")),
            Map.entry("POST /v1/lookups/images", Set.of("reviewer-1", "auditor-1", "officer-1")),
            Map.entry("GET /v1/reviews", Set.of("reviewer-1")),
            Map.entry("POST /v1/reviews/{id}/decision", Set.of("reviewer-1")),
            Map.entry("GET /v1/referrals", Set.of("officer-1")),
            Map.entry(
                    "POST /v1/lookups",
                    Set.of("clerk-1", "support-1", "reviewer-1", "auditor-1", "officer-1", "warrant-1")),
            Map.entry("POST /v1/match", Set.of("clerk-1", "support-1")),
            Map.entry("GET /v1/cases/{reference}", Set.of("warrant-1", "approver-1")),
            Map.entry("PUT /v1/cases/{reference}", Set.of("warrant-1")),
            Map.entry("PUT /v1/cases/{reference}/approval", Set.of("approver-1")),
            Map.entry("PUT /v1/emergencies/{id}", Set.of("warrant-1")),
            Map.entry("PUT /v1/emergencies/{id}/closing", Set.of("approver-1", "officer-1")),
            Map.entry("PUT /v1/minor-accesses/{id}/approval", Set.of("manager-1", "officer-1")),
            Map.entry("PUT /v1/decoys/{registration}", Set.of("officer-1")),
            Map.entry("GET /v1/alarms", Set.of("auditor-1", "officer-1")),
            Map.entry("PUT /v1/lookup-locks/{actor}/release", Set.of("officer-1")),
            Map.entry("PUT /v1/exports/{id}", Set.of("officer-1")),
            Map.entry("GET /v1/exports/{id}", Set.of("officer-1", "approver-1")),
            Map.entry("PUT /v1/exports/{id}/approval", Set.of("officer-1", "approver-1")),
            Map.entry("POST /v1/exports/{id}/file", Set.of("officer-1")),
            Map.entry("PUT /v1/purges/{id}", Set.of("officer-1")),
            Map.entry("GET /v1/purges/{id}", Set.of("officer-1", "approver-1")),
            Map.entry("PUT /v1/purges/{id}/approval", Set.of("officer-1", "approver-1")),
            Map.entry("POST /v1/purges/{id}/erasure", Set.of("officer-1")),
            Map.entry("PUT /v1/dealers/{code}/status", Set.of("admin-1")),
            Map.entry("PUT /v1/dealers/{code}", Set.of("admin-1")),
            Map.entry("PUT /v1/stores/{code}", Set.of("admin-1")),
            Map.entry("PUT /v1/clerks/{id}", Set.of("admin-1")),
            Map.entry("PUT /v1/blacklist/{kind}/{subject}", Set.of("admin-1")),
            Map.entry("GET /v1/operators/{operator}/notices", EVERYBODY),
            Map.entry("POST /v1/audit/search", Set.of("auditor-1", "officer-1")),
            Map.entry("GET /v1/keys", Set.of("custodian-1")),
            Map.entry("POST /v1/keys/rotations", Set.of("custodian-1")),
            Map.entry("PUT /v1/log-epochs/{id}", Set.of("custodian-1")),
            Map.entry("GET /v1/log-epochs/{id}", Set.of("custodian-1", "officer-1")),
            Map.entry("PUT /v1/log-epochs/{id}/approval", Set.of("custodian-1", "officer-1")),
            Map.entry("POST /v1/log-epochs/{id}/beginning", Set.of("custodian-1")),
            Map.entry("GET /audit/v1/checkpoint", EVERYBODY),
            Map.entry("GET /audit/v1/key", EVERYBODY),
            Map.entry("GET /audit/v1/tile/entries/{name}", Set.of("regulator-1")),
            Map.entry("GET /audit/v1/entries/{id}/proof", Set.of("auditor-1", "officer-1")),
            Map.entry("GET /audit/v1/consistency", Set.of("auditor-1", "officer-1")),
            Map.entry("GET /audit/v1/tile/{level}/{name}", Set.of("auditor-1", "officer-1"))));

    @Inject
    ApiCallers callers;

    static Stream<Arguments> everyRouteWithEveryRole() {
        return PERMITTED.keySet().stream().flatMap(route -> Stream.of(USERS).map(user -> Arguments.of(route, user)));
    }

    public static Set<String> mayUse(String route) {
        return PERMITTED.get(route);
    }

    public static Stream<String> everyRoute() {
        return PERMITTED.keySet().stream();
    }

    @Test
    void everyRouteOfThePublishedDescriptionIsInTheTable() {
        // Given
        var paths = ApiCaller.anonymous()
                .get("/q/openapi?format=json")
                .mustBe(200)
                .json()
                .path("paths");
        // When
        var routes = new TreeSet<String>();
        paths.fields().forEachRemaining(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(verb -> routes.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        // Then
        assertThat(routes).containsExactlyElementsOf(PERMITTED.keySet());
    }

    @ParameterizedTest
    @MethodSource("everyRouteWithEveryRole")
    void aRoleMayWhatItsPermissionsSayAndNothingElse(String route, String user) {
        // When
        var answer = call(route, callers.named(user));
        // Then
        var permitted = PERMITTED.get(route);
        if (permitted.equals(EVERYBODY) || permitted.contains(user)) {
            // a rule behind the gate may still say no, in words of its own
            assertThat(answer.status()).as(answer.body()).isNotEqualTo(401).isLessThan(500);
            assertThat(answer.code()).isNotEqualTo("PERMISSION_DENIED");
        } else {
            answer.mustRefuse(403, "PERMISSION_DENIED");
        }
    }

    @ParameterizedTest
    @MethodSource("everyRoute")
    void aStrangerMaySeeOnlyWhatIsPublic(String route) {
        var answer = call(route, ApiCaller.anonymous());
        if (PERMITTED.get(route).equals(EVERYBODY)) {
            assertThat(answer.status()).as(answer.body()).isNotIn(401, 403).isLessThan(500);
        } else {
            answer.mustRefuse(401, "UNAUTHENTICATED");
            assertThat(answer.headers()).contains("WWW-Authenticate=Bearer");
        }
    }

    /** With a body that stops right behind the gate. */
    public static ApiReply call(String route, ApiCaller caller) {
        var type = route.endsWith(" /v1/evidence") ? "image/png" : "application/json";
        return call(route, caller, type, "{}".getBytes(StandardCharsets.UTF_8));
    }

    /** With a body of this type; without one where the route is read. */
    public static ApiReply call(String route, ApiCaller caller, String type, byte[] body) {
        var verb = route.substring(0, route.indexOf(' '));
        var path = route.substring(route.indexOf(' ') + 1)
                .replace("{id}", "00000000-0000-7000-8000-000000000000")
                .replace("{operator}", "1")
                .replace("{level}", "0")
                .replace("{name}", "000")
                .replace("{registration}", "00000000-0000-7000-8000-000000000000")
                .replace("{reference}", "CASE-0")
                .replace("{actor}", "unknown")
                .replace("{kind}", "clerk")
                .replace("{subject}", "unknown")
                .replace("{code}", "D-100");
        return verb.equals("GET") ? caller.get(path) : caller.send(verb, path, type, body);
    }
}
