package io.shiming.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call takes of the service, and when it gives it back. */
@Tag("case-A13")
class AdmittedCallTest {
    private static final RouteRules RULES = RouteRules.reviewed();
    private final CallCounts counts = new CallCounts();

    private record Limits(
            int callsPerActor, int callsPerClient, int callsPerAddress, int imagesPerActor, int otherCalls)
            implements AdmissionConfig {}

    @Test
    void anActorHasSoManyCallsAndNoOneElseFewer() {
        var first = call("/v1/registrations");
        assertThat(first.entersFor(actor("a", "till"))).isTrue();
        assertThat(call("/v1/lookups").entersFor(actor("a", "till"))).isTrue();
        assertThat(call("/v1/lookups").entersFor(actor("a", "till"))).isFalse();
        assertThat(call("/v1/lookups").entersFor(actor("b", "till"))).isTrue();
        first.end();
        assertThat(call("/v1/lookups").entersFor(actor("a", "another"))).isTrue();
    }

    @Test
    void callLimitOfAClientCountsAllItsActors() {
        for (int i = 0; i < 5; i++) {
            assertThat(call("/v1/lookups").entersFor(actor("a" + i, "till"))).isTrue();
        }
        assertThat(call("/v1/lookups").entersFor(actor("a9", "till"))).isFalse();
        assertThat(call("/v1/lookups").entersFor(actor("a9", "another"))).isTrue();
    }

    @Test
    void aCallThatDidNotEnterHoldsNothingWhenItIsOver() {
        var refused = call("/v1/evidence");
        call("/v1/evidence").entersFor(actor("a", "till"));
        assertThat(refused.entersFor(actor("a", "till"))).as("a second image").isFalse();
        refused.end();
        assertThat(counts.inUse("actor 1/a")).isEqualTo(1);
        assertThat(counts.inUse("client 1/till")).isEqualTo(1);
    }

    @Test
    void lookupsEnterWhenTheOthersHaveTheirShare() {
        for (int i = 0; i < 3; i++) {
            assertThat(call("/v1/registrations").entersWork()).isTrue();
        }
        assertThat(call("/v1/registrations").entersWork()).isFalse();
        assertThat(call("/v1/evidence").entersWork()).isFalse();
        assertThat(call("/v1/lookups").entersWork()).isTrue();
        assertThat(call("/v1/lines/status").entersWork()).isTrue();
    }

    @Test
    void refusedCallsTakeWorkersOfOtherCallsOnEveryRoute() {
        for (int i = 0; i < 3; i++) {
            assertThat(refused("/v1/lookups").entersWork()).isTrue();
        }
        assertThat(refused("/v1/lookups").entersWork()).isFalse();
        assertThat(refused("/v1/evidence").entersWork()).isFalse();
        assertThat(call("/v1/lookups").entersWork()).isTrue();
    }

    @Test
    void aCallThatHangsUpCountsUntilItsWorkIsDone() {
        var call = call("/v1/registrations");
        call.entersFor(actor("a", "till"));
        call.mustGoOn(actor("a", "till"));
        call.end();
        assertThat(counts.inUse("actor 1/a")).isEqualTo(1);
        call.worked();
        assertThat(counts.inUse("actor 1/a")).isZero();
        call.end();
        assertThat(counts.inUse("actor 1/a")).isZero();
    }

    @Test
    void newActorIsCountedAtTheGate() {
        call("/v1/lookups").entersFor(actor("a", "till"));
        call("/v1/lookups").entersFor(actor("a", "till"));
        var call = call("/v1/lookups");
        assertThat(call.entersFrom("192.0.2.1")).isTrue();
        mustRefuse(call, Code.TOO_MANY_CALLS);
    }

    @Test
    void refusalOfAnUnknownCallerIsThrownAtTheGate() {
        var call = call("/v1/lookups");
        call.refuse(Problem.of(Code.PAYLOAD_TOO_LARGE));
        mustRefuse(call, Code.PAYLOAD_TOO_LARGE);
    }

    @Test
    void theMemoryOfBodiesIsBoundedForEachShare() {
        int half = (int) (RouteRule.Share.IMAGE.mostBytes() / 2);
        var image = call("/v1/evidence");
        assertThat(image.keeps(half)).isTrue();
        assertThat(image.keeps(half)).isTrue();
        assertThat(image.keeps(half)).isFalse();
        assertThat(call("/v1/lookups").keeps(1_000)).isTrue();
        image.end();
        assertThat(call("/v1/evidence").keeps(half)).isTrue();
    }

    @Test
    void aBodyInPartsOfOneByteIsHeldAsOneNumber() {
        var image = call("/v1/evidence");
        for (int i = 0; i < 65_536; i++) {
            assertThat(image.keeps(1)).isTrue();
        }
        assertThat(image.holds()).containsExactly(Map.entry("bytes image", 65_536L));
        image.end();
        assertThat(counts.inUse("bytes image")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/lookups, LOOKUP, 65536",
        "/v1/lookups/images, OTHER, 65536",
        "/v1/lookupsandmore, OTHER, 65536",
        "/v1/match, LOOKUP, 65536",
        "/v1/lines/status, LOOKUP, 65536",
        "/v1/lines/changes, OTHER, 65536",
        "/v1/registrations, OTHER, 65536",
        "/v1/evidence, IMAGE, 5242880",
        "/v1/sanctions/lists, OTHER, 262144",
        "/v1/cases/C-1, OTHER, 262144",
        "/elsewhere, OTHER, 65536"
    })
    void eachRouteHasItsRule(String path, RouteRule.Share share, int bytes) {
        assertThat(RULES.of(path).share()).isEqualTo(share);
        assertThat(RULES.of(path).bytes()).isEqualTo(bytes);
    }

    private static void mustRefuse(AdmittedCall call, Code code) {
        assertThatThrownBy(() -> call.mustGoOn(actor("a", "till")))
                .isInstanceOfSatisfying(
                        Problem.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private AdmittedCall refused(String path) {
        var call = call(path);
        call.refuse(AdmittedCall.tooMany());
        return call;
    }

    private AdmittedCall call(String path) {
        return new AdmittedCall(RULES.of(path), counts, new Limits(2, 5, 10, 1, 3));
    }

    private static Actor actor(String id, String client) {
        return new Actor(1, client, id, Role.CLERK, null, null, null, null, null, null);
    }
}
