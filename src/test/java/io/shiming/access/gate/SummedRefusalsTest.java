package io.shiming.access.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.StricterCounter;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Beyond a rate, the refusals of one actor are one entry a minute with a count; none is lost between the two. */
@QuarkusTest
@TestProfile(StricterCounter.class)
@Tag("case-A14")
class SummedRefusalsTest {
    private static final int RATE = 20; // of StricterCounter
    private static final int CALLS = 15;
    private static final int CALLERS = 6;

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Refusing refusing;

    private final String actor = "a14-" + UUID.randomUUID();

    @Test
    void aCallerWhoIsRefusedAgainAndAgainHasOneEntryMoreWithTheirNumber() {
        // Given
        var clerk = new ApiCaller(callers.draft("clerk-1").with("sub", actor).mint());
        // When
        InParallel.run(CALLERS, n -> IntStream.range(0, CALLS)
                .mapToObj(call -> clerk.post(ApiCaller.LOOKUPS, "{").mustRefuse(400, "INVALID_ARGUMENT"))
                .toList());
        refusing.store();
        // Then
        assertThat(entries() + counted()).isEqualTo(CALLERS * CALLS);
        mustBeFullMinutes(entries());
        long counted = counted();
        summed();
        assertThat(seenByAnAuditor()).containsExactly("REFUSED INVALID_ARGUMENT clerk " + counted);
    }

    @Test
    void theRateIsExactOverInstances() {
        // Given
        var instances = List.of(refusing.another(), refusing.another(), refusing.another());
        // When
        InParallel.run(CALLERS, n -> {
            IntStream.range(0, CALLS).forEach(call -> instances.get(n % 3).refuse(actor));
            return true;
        });
        instances.forEach(Refusing.Instance::stop);
        // Then
        assertThat(entries() + counted()).isEqualTo(CALLERS * CALLS);
        mustBeFullMinutes(entries());
    }

    @Test
    void anInstanceThatEndsStoresWhatItHasCountedAndWhatItStillRefuses() {
        var instance = refusing.another();
        IntStream.range(0, 2 * RATE + 5).forEach(call -> instance.refuse(actor));
        instance.stop();
        assertThat(entries() + counted()).isEqualTo(2 * RATE + 5);
        instance.refuse(actor);
        assertThat(entries() + counted()).isEqualTo(2 * RATE + 6);
    }

    @Test
    void twoInstancesWriteTheEntryOnce() {
        var instance = refusing.another();
        IntStream.range(0, 3 * RATE).forEach(call -> instance.refuse(actor));
        instance.stop();
        long counted = counted();
        superuser.run(ENDED.formatted(actor));
        InParallel.run(4, n -> {
            refusing.sum();
            return true;
        });
        assertThat(counted()).isZero();
        assertThat(superuser.number(
                        "SELECT sum((convert_from(bytes, 'UTF8')::jsonb ->> 'count')::int) FROM audit.entry"
                                + " WHERE act = 'REFUSALS_SUMMED' AND actor = ?",
                        actor))
                .isEqualTo(counted);
    }

    @Test
    void aMinuteThatCannotBeSummedStopsNoOther() {
        // Given: of a reason that a newer release has, and before the others
        var instance = refusing.another();
        IntStream.range(0, 2 * RATE + 1).forEach(call -> instance.refuse(actor));
        instance.stop();
        superuser.run(
                "INSERT INTO registry.refusal_sum (operator_id, actor, minute, act, reason, client, role, refusals)"
                        + " SELECT operator_id, '0' || actor, minute - interval '2 minutes', act, 'NOT_YET_KNOWN', client, role, 1"
                        + " FROM registry.refusal_sum WHERE actor = '" + actor + "' LIMIT 1");
        try {
            // When / Then
            summed();
            assertThat(superuser.number("SELECT count(*) FROM registry.refusal_sum WHERE actor = ?", "0" + actor))
                    .isEqualTo(1);
        } finally {
            superuser.run("DELETE FROM registry.refusal_sum WHERE actor = '0" + actor + "'");
        }
    }

    @Test
    void whatCannotBeCountedIsNotAnswered() {
        // Given
        var clerk = new ApiCaller(callers.draft("clerk-1").with("sub", actor).mint());
        IntStream.range(0, 3 * RATE).forEach(call -> clerk.post(ApiCaller.LOOKUPS, "{"));
        var counting =
                "%s EXECUTE ON FUNCTION registry.add_refusals(smallint, text[], text[], text[], text[], text[], integer[])"
                        + " %s shiming_service";
        superuser.run(counting.formatted("REVOKE", "FROM"));
        try {
            // When
            refusing.store();
            // Then
            clerk.post(ApiCaller.LOOKUPS, "{").mustRefuse(503, "UNAVAILABLE");
        } finally {
            superuser.run(counting.formatted("GRANT", "TO"));
        }
        refusing.store();
        clerk.post(ApiCaller.LOOKUPS, "{").mustRefuse(400, "INVALID_ARGUMENT");
        refusing.store();
        assertThat(entries() + counted()).isEqualTo(3 * RATE + 2);
    }

    private static final String ENDED =
            "UPDATE registry.refusal_sum SET minute = minute - interval '2 minutes' WHERE actor = '%s'";

    private void summed() {
        superuser.run(ENDED.formatted(actor));
        refusing.sum();
        assertThat(counted()).isZero();
    }

    /** The minute may turn while a test runs. */
    private static void mustBeFullMinutes(long entries) {
        assertThat(entries).isIn((long) RATE, 2L * RATE);
    }

    private List<String> seenByAnAuditor() {
        var search = RequestForm.empty().with("actor", actor).with("act", "REFUSALS_SUMMED");
        var page = callers.auditor().post("/v1/audit/search", search.json()).mustBe(200);
        var seen = new java.util.ArrayList<String>();
        page.json().get("entries").forEach(entry -> {
            var fields = entry.get("fields");
            seen.add(fields.get("decision").asText() + " "
                    + fields.get("reason").asText() + " " + fields.get("role").asText() + " "
                    + fields.get("count").asText());
            assertThat(fields.get("parts").get(0).asText()).startsWith("ACCESS_REFUSED INVALID_ARGUMENT ");
        });
        return seen;
    }

    private long entries() {
        return superuser.number("SELECT count(*) FROM audit.entry WHERE actor = ? AND act <> 'REFUSALS_SUMMED'", actor);
    }

    private long counted() {
        return superuser.number("SELECT coalesce(sum(refusals), 0) FROM registry.refusal_sum WHERE actor = ?", actor);
    }
}
