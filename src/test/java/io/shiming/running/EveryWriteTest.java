package io.shiming.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Security notes 4.1: no write without an Idempotency-Key. That a repetition is one, each write's own test shows. */
@QuarkusTest
class EveryWriteTest {
    /** Questions that travel in a body, because nothing personal stands in a URL; they may be asked as often as one likes. */
    private static final Set<String> QUESTIONS = Set.of(
            "POST /v1/lookups",
            "POST /v1/lookups/images",
            "POST /v1/match",
            "POST /v1/lines/status",
            "POST /v1/audit/search",
            "POST /v1/subjects/self/numbers");

    /** Acts that their own URL names and that are done once by nature; they take no key (yet). */
    private static final Set<String> NAMED = Set.of(
            "PUT /v1/cases/{reference}",
            "PUT /v1/legal-holds",
            "PUT /v1/cases/{reference}/approval",
            "PUT /v1/exports/{id}",
            "PUT /v1/exports/{id}/approval",
            "POST /v1/exports/{id}/file",
            "PUT /v1/purges/{id}",
            "PUT /v1/purges/{id}/approval",
            "POST /v1/purges/{id}/erasure",
            "PUT /v1/emergencies/{id}",
            "PUT /v1/emergencies/{id}/closing",
            "PUT /v1/minor-accesses/{id}/approval",
            "PUT /v1/honey/{registration}",
            "PUT /v1/lookup-locks/{actor}/release");

    @Inject
    Callers callers;

    static Stream<String> everyWrite() {
        return RolesTest.everyRoute()
                .filter(route -> !route.startsWith("GET ") && !QUESTIONS.contains(route) && !NAMED.contains(route));
    }

    @ParameterizedTest
    @MethodSource("everyWrite")
    void aWriteWithoutAKeyIsRefused(String route) {
        // Given
        var permitted = RolesTest.mayUse(route);
        assertThat(permitted).isNotEmpty();
        // When
        var answer = RolesTest.call(route, callers.named(permitted.iterator().next()));
        // Then
        answer.mustRefuse(400, "IDEMPOTENCY_KEY_REQUIRED");
    }
}
