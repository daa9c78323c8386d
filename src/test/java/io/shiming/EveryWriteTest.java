package io.shiming;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.access.RolesTest;
import io.shiming.fixture.ApiCallers;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No write without an Idempotency-Key. That a repetition is one, each write's own test shows. */
@QuarkusTest
class EveryWriteTest {
    /** Questions that travel in a body, because nothing personal stands in a URL; they may be asked as often as one likes. */
    private static final Set<String> QUESTIONS = Set.of(
            "POST /v1/lookups",
            "POST /v1/lookups/images",
            "POST /v1/match",
            "POST /v1/lines/status",
            "POST /v1/audit/search",
            "POST /v1/subjects/self/numbers",
            "POST /v1/subject-proofs");

    /** Carried out once by the order's own rule, with any key; a GET asks how it ended. */
    private static final Set<String> ORDERS =
            Set.of("POST /v1/exports/{id}/file", "POST /v1/purges/{id}/erasure", "POST /v1/log-epochs/{id}/beginning");

    @Inject
    ApiCallers callers;

    static Stream<String> everyWrite() {
        return RolesTest.everyRoute()
                .filter(route -> !route.startsWith("GET ") && !QUESTIONS.contains(route) && !ORDERS.contains(route));
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
