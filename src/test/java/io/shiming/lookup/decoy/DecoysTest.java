package io.shiming.lookup.decoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.Metrics;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.lookup.Watching;
import io.shiming.registration.Decoys;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Registrations that no honest caller looks up. */
@QuarkusTest
@DisplayName("P7: decoys")
class DecoysTest {
    private static final AtomicInteger STORES = new AtomicInteger();

    @Inject
    ApiCallers callers;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    Watching watching;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    @Inject
    AuthorityStandIn authority;

    @Inject
    Scheduler scheduler;

    @Inject
    Decoys decoys;

    private RequestForm decoy;
    private String registration;

    @BeforeEach
    void aDecoy() {
        decoy = RegistrationForms.internet();
        registration = callers.clerk().sign(decoy).mustBe(201).registration();
        assertThat(mark("officer-1", registration).mustBe(200).text("/selfTest"))
                .isEqualTo("PASSED");
    }

    @Test
    void everyLookupOfADecoyRaisesAnAlarmWithinAMinute() {
        // Given
        var clerk = staff.clerkOf("S-9401");
        var began = Instant.now();
        // When
        clerk.caller().lookUp(DealerStaff.service(decoy)).mustBe(200);
        clerk.caller().lookUp(DealerStaff.service(decoy)).mustBe(200);
        // Then
        assertThat(alarms(clerk)).containsExactly("DECOY_PERSON", "DECOY_PERSON");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void matchOfADecoyRaisesTheAlarm() {
        var clerk = staff.clerkOf("S-9402");
        clerk.caller()
                .post(
                        "/v1/match",
                        DealerStaff.service(decoy).with("attributes.name", "测试").json())
                .mustBe(200);
        assertThat(alarms(clerk)).containsExactly("DECOY_PERSON");
    }

    @Test
    void lookupOfAnUnmarkedRegistrationRaisesNoAlarm() {
        var clerk = staff.clerkOf("S-9403");
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        clerk.caller().lookUp(DealerStaff.service(form)).mustBe(200);
        assertThat(alarms(clerk)).isEmpty();
    }

    @Test
    void markingRaisesASelfTestAlarm() {
        assertThat(superuser.number("SELECT count(*) FROM registry.access_alarm WHERE kind = 'DECOY_SELF_TEST'"))
                .isPositive();
    }

    @Test
    void tableAndLogDoNotNameTheDecoy() {
        var rows = superuser.texts("SELECT decoy_mark::text FROM registry.decoy_mark");
        var answers = superuser.texts("SELECT answer FROM registry.write_once WHERE answer IS NOT NULL");
        assertThat(answers).isNotEmpty().noneMatch(answer -> answer.contains(registration));
        var entries = superuser.texts("SELECT convert_from(bytes, 'UTF8') FROM audit.entry WHERE act = 'DECOY_MARKED'");
        assertThat(rows).isNotEmpty().noneMatch(row -> row.contains(registration.replace("-", "")));
        assertThat(entries).isNotEmpty().noneMatch(entry -> entry.contains(registration));
    }

    @Test
    void anotherOperatorsRegistrationCannotBeMarked() {
        mark("officer-1-ridge", registration).mustRefuse(404, "NOT_FOUND");
        mark("officer-1", UUID.randomUUID().toString()).mustRefuse(404, "NOT_FOUND");
    }

    @Test
    void everyStoreGetsADecoyWhoseLookupRaisesAnAlarm() {
        // Given: stores of their own, since the first start is long ago here
        var store = "S-" + (9500 + STORES.incrementAndGet());
        staff.clerkOf(store);
        // When
        assertThat(watching.plant()).isPositive();
        // Then: an application like any other that was refused
        var planted = plantedIn(store);
        assertThat(planted).hasSize(1);
        mustBeRefused(planted.get(0));
        assertThat(superuser.number(
                        "SELECT (SELECT count(*) FROM registry.service_line l WHERE l.person_id = r.person_id)"
                                + " + (SELECT count(*) FROM registry.number_directory d WHERE d.person_id = r.person_id)"
                                + " FROM registry.registration r WHERE r.public_id = ?::uuid",
                        planted.get(0)))
                .isZero();
        assertThat(superuser.texts(
                        "SELECT act FROM audit.entry WHERE registration = ?::uuid ORDER BY at", planted.get(0)))
                .containsExactly("REGISTRATION_PENDED", "VERIFICATION_ASKED", "REGISTRATION_REFUSED");
        assertThat(superuser.texts(
                        "SELECT coalesce(convert_from(bytes, 'UTF8')::json ->> 'address', 'none') FROM audit.entry"
                                + " WHERE registration = ?::uuid AND act = 'REGISTRATION_PENDED'",
                        planted.get(0)))
                .containsExactly("127.0.0.1");
        // And no reader of the events learns of it
        assertThat(superuser.number("SELECT count(*) FROM registry.event WHERE subject_id = ?::uuid", planted.get(0)))
                .isPositive();
        callers.provisioning().events("0", 1).mustBe(200); // every event has its place now
        var before = superuser.number(
                "SELECT min(position) - 1 FROM registry.event WHERE subject_id = ?::uuid", planted.get(0));
        callers.provisioning().events(Long.toString(before), 500).mustBe(200).mustNotTell(planted);
        // When
        var browsing = staff.clerkOf("S-9404");
        var shown = browsing.caller()
                .lookUp(RequestForm.empty()
                        .with("registrationId", planted.get(0))
                        .with("purpose", "CUSTOMER_SERVICE")
                        .with("legalBasis", "CONTRACT"))
                .mustBe(200);
        // Then
        assertThat(shown.text("/status")).isEqualTo("REFUSED");
        assertThat(alarms(browsing)).containsExactly("DECOY_PERSON");
        assertThat(superuser.texts("SELECT decoy_mark::text FROM registry.decoy_mark"))
                .noneMatch(row -> row.contains(planted.get(0).replace("-", "")));
        // And there is one to a store
        watching.plant();
        assertThat(plantedIn(store)).isEqualTo(planted);
    }

    @Test
    void pendingJobReadsDecoyMarksFromTheDatabase() {
        // Given: planted while no round was under way, and the authority does not answer
        var store = "S-" + (9500 + STORES.incrementAndGet());
        staff.clerkOf(store);
        scheduler.pause();
        try {
            authority.is(Mood.DOWN);
            watching.plant();
            assertThat(statusOf(plantedIn(store).get(0))).isEqualTo("PENDING");
        } finally {
            scheduler.resume();
        }
        // Then
        mustBeRefused(plantedIn(store).get(0));
        authority.isBack();
    }

    @Test
    void aCustomersApplicationThatAnOfficerMarkedIsStillDecidedByTheAuthority() {
        // Given
        authority.is(Mood.DOWN);
        var kept =
                callers.clerk().sign(RegistrationForms.internet()).mustBe(202).registration();
        mark("officer-1", kept).mustBe(200);
        // When
        authority.is(Mood.NORMAL);
        // Then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(statusOf(kept)).isEqualTo("ACTIVE"));
        authority.isBack();
    }

    @Test
    void oneClerkSignsAllDecoysOfAStore() {
        var store = "S-" + (9500 + STORES.incrementAndGet());
        staff.clerkOf(store);
        watching.plant();
        again(store);
        assertThat(superuser.texts("SELECT clerk FROM registry.registration WHERE store_code = ?", store))
                .hasSize(2)
                .containsOnly(decoys.clerk(1, store));
    }

    @Test
    void marksOfErasedDecoysLapseAndOfficersMarksStay() {
        // Given
        watching.runSelfCheck();
        var forGood = superuser.number("SELECT count(*) FROM registry.decoy_mark WHERE NOT passing");
        // When
        superuser.run("UPDATE registry.decoy_mark SET marked_at = current_date - 61");
        try {
            // Then
            assertThat(forGood).isPositive();
            assertThat(superuser.number("SELECT count(*) FROM registry.decoy_marks()"))
                    .isEqualTo(forGood);
        } finally {
            superuser.run("UPDATE registry.decoy_mark SET marked_at = current_date");
        }
    }

    @Test
    void storeWithoutADecoyAfterACrashGetsOneTheNextDay() {
        // Given: neither planted nor given back
        while (watching.plant() > 0) {
            continue;
        }
        var store = "S-" + (9500 + STORES.incrementAndGet());
        staff.clerkOf(store);
        superuser.run(
                "REVOKE INSERT ON registry.registration FROM shiming_service",
                "REVOKE DELETE ON registry.decoy_store FROM shiming_service");
        try {
            assertThatThrownBy(watching::plant).isInstanceOf(RuntimeException.class);
        } finally {
            superuser.run(
                    "GRANT INSERT ON registry.registration TO shiming_service",
                    "GRANT DELETE ON registry.decoy_store TO shiming_service");
        }
        watching.plant();
        assertThat(plantedIn(store)).isEmpty();
        // When: it is tomorrow
        superuser.run("UPDATE registry.decoy_store SET next_from = next_from - 1 WHERE store_code = '" + store + "'");
        watching.plant();
        // Then
        assertThat(plantedIn(store)).hasSize(1);
    }

    @Test
    void newDecoyIsPlantedWithinAWeek() {
        var store = "S-" + (9500 + STORES.incrementAndGet());
        staff.clerkOf(store);
        watching.plant();
        again(store);
        assertThat(superuser.number("SELECT count(*) FROM registry.registration WHERE store_code = ?", store))
                .isEqualTo(2);
        assertThat(superuser.number(
                        "SELECT next_from - current_date FROM registry.decoy_store WHERE store_code = ?", store))
                .isBetween(3L, 7L);
    }

    @Test
    void failedPlantingIsRepeated() {
        var store = "S-" + (9500 + STORES.incrementAndGet());
        staff.clerkOf(store);
        superuser.run("REVOKE INSERT ON registry.registration FROM shiming_service");
        try {
            assertThatThrownBy(watching::plant).isInstanceOf(RuntimeException.class);
        } finally {
            superuser.run("GRANT INSERT ON registry.registration TO shiming_service");
        }
        while (watching.plant() > 0) {
            continue;
        }
        assertThat(superuser.number("SELECT count(*) FROM registry.registration WHERE store_code = ?", store))
                .isEqualTo(1);
    }

    @Test
    void concurrentInstancesPlantOneDecoyPerStore() {
        var stores = IntStream.range(0, 3)
                .mapToObj(n -> "S-" + (9500 + STORES.incrementAndGet()))
                .toList();
        stores.forEach(staff::clerkOf);
        InParallel.run(4, n -> watching.plant());
        stores.forEach(store -> assertThat(
                        superuser.number("SELECT count(*) FROM registry.registration WHERE store_code = ?", store))
                .isEqualTo(1));
    }

    @Test
    void aFailedSelfCheckRaisesAnAlarm() {
        // When
        watching.runSelfCheck();
        // Then
        assertThat(tester("DECOY_SELF_TEST")).isPositive();
        assertThat(tester("DECOY_SELF_TEST_FAILED")).isZero();
        // When: marks cannot be made
        long before = metered();
        superuser.run("REVOKE INSERT ON registry.decoy_mark FROM shiming_service");
        try {
            watching.runSelfCheck();
        } finally {
            superuser.run("GRANT INSERT ON registry.decoy_mark TO shiming_service");
        }
        // Then
        assertThat(metered()).isGreaterThan(before);
        assertThat(tester("DECOY_SELF_TEST_FAILED")).isPositive();
    }

    private void again(String store) {
        superuser.run("UPDATE registry.decoy_store SET next_from = next_from - 6 WHERE store_code = '" + store + "'");
        watching.plant();
    }

    private List<String> plantedIn(String store) {
        return superuser.texts("SELECT public_id::text FROM registry.registration WHERE store_code = ?", store);
    }

    private void mustBeRefused(String planted) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(statusOf(planted)).isEqualTo("REFUSED IDENTITY_UNKNOWN"));
    }

    private String statusOf(String id) {
        return superuser
                .texts("SELECT concat_ws(' ', status, code) FROM registry.registration WHERE public_id = ?::uuid", id)
                .get(0);
    }

    private long tester(String kind) {
        return superuser.number(
                "SELECT count(*) FROM registry.access_alarm WHERE actor = 'shiming/decoy-self-test' AND kind = ?",
                kind);
    }

    private long metered() {
        return Metrics.at(management)
                .lines()
                .filter(line -> line.startsWith("shiming_access_alarms_total{kind=\"DECOY_SELF_TEST_FAILED\"}"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    private ApiReply mark(String user, String id) {
        return callers.named(user).keyed().send("PUT", "/v1/decoys/" + id, "application/json", new byte[0]);
    }

    private List<String> alarms(DealerStaff.Member clerk) {
        return superuser.texts(
                "SELECT kind FROM registry.access_alarm WHERE actor = ? AND kind <> 'NIGHT'", clerk.id());
    }
}
