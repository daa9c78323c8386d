package io.shiming.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.CorrectionForms;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.TestClock;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.registration.integrity.Sweeping;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kept during the service and two years after it, and then no more. */
@QuarkusTest
class RetentionTest {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration KEPT = Duration.ofDays(30);

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Retaining retaining;

    @Inject
    Sweeping sweeping;

    @Inject
    Scheduler scheduler;

    @Inject
    TestClock clock;

    @BeforeEach
    void nothingElseHappensInThoseYears() {
        scheduler.pause();
    }

    @AfterEach
    void itIsTodayAgain() {
        clock.beRight();
        scheduler.resume();
    }

    @Test
    @Tag("R-11")
    void twoYearsAfterTheLastServiceThePersonIsErasedAndTheLogSaysSoWithoutThePerson() throws Exception {
        // Given: two services, the last of which ended today
        var mobile = RegistrationForms.mobile();
        var fixed = RegistrationForms.anotherFixed(mobile);
        var first = callers.clerk().sign(mobile).mustBe(201).registration();
        var last = callers.clerk().sign(fixed).mustBe(201).registration();
        CorrectionForms.correct(callers.clerk(), first, CorrectionForms.address(mobile, "测试省样例市更正路3号"))
                .mustBe(201);
        callers.provisioning().close(mobile).mustBe(200);
        callers.provisioning().close(fixed).mustBe(200);
        long person = person(first);
        // When
        eraseAfter(Duration.ofDays(729));
        // Then: readable, by the auditor
        assertThat(seenByAuditor(last).mustBe(200).text("/status")).isEqualTo("CLOSED");
        // When
        eraseAfter(Duration.ofDays(733)); // two years may have a 29 February, and a day is a day in Shanghai

        // Then
        seenByAuditor(first).mustRefuse(404, "NOT_FOUND");
        seenByAuditor(last).mustRefuse(404, "NOT_FOUND");
        assertThat(rowsOf(person)).isEmpty();
        assertThat(told(first, last)).hasSize(2).allSatisfy(entry -> {
            for (String secret : mobile.personal()) assertThat(entry).doesNotContain(secret);
            assertThat(entry).contains("\"actor\":\"shiming/retention\"").doesNotContain("\"subject\"");
        });
        assertThat(superuser.number(
                        "SELECT count(*) FROM registry.erasure WHERE person_id = ? AND ended_at IS NOT NULL", person))
                .isEqualTo(1);
        // And nothing about it is a fault, nor does it keep the person from coming back
        sweeping.pass(1);
        assertThat(findings(first) + findings(last)).isZero();
        callers.clerk().sign(RegistrationForms.anotherMobile(mobile)).mustBe(201);
    }

    @Test
    @Tag("R-11")
    void personWithAServiceIsKept() {
        var mobile = RegistrationForms.mobile();
        var closed = callers.clerk().sign(mobile).mustBe(201).registration();
        callers.clerk().sign(RegistrationForms.anotherFixed(mobile)).mustBe(201);
        callers.provisioning().close(mobile).mustBe(200);
        eraseAfter(Duration.ofDays(3000));
        seenByAuditor(closed).mustBe(200);
    }

    @Test
    @Tag("R-11")
    void aTransferEndsTheServiceOfWhoGaveTheNumberAway() {
        // Given
        var from = RegistrationForms.mobile();
        var old = callers.clerk().sign(from).mustBe(201).registration();
        var next = callers.clerk()
                .sign(RegistrationForms.transfer(from, RegistrationForms.mobile()))
                .mustBe(201)
                .registration();
        // When
        eraseAfter(Duration.ofDays(733));
        // Then
        seenByAuditor(old).mustRefuse(404, "NOT_FOUND");
        seenByAuditor(next).mustBe(200);
    }

    @Test
    @Tag("R-11")
    void aLegalHoldKeepsThePersonUntilItIsLifted() {
        // Given
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        callers.provisioning().close(form).mustBe(200);
        var officer = callers.named("officer-1");
        officer.hold(registration, "CASE-1", "HELD").mustBe(200);
        officer.hold(registration, "CASE-1", "HELD").mustBe(200);
        officer.hold(registration, "CASE-2", "HELD").mustBe(200);
        officer.hold(registration, "CASE-2", "LIFTED").mustBe(200);
        callers.named("approver-1").agreeToLift(registration, "CASE-2").mustBe(200);
        // When
        eraseAfter(Duration.ofDays(1500));
        // Then
        seenByAuditor(registration).mustBe(200);
        // When
        officer.hold(registration, "CASE-1", "LIFTED").mustBe(200);
        callers.named("approver-1").agreeToLift(registration, "CASE-1").mustBe(200);
        eraseAfter(Duration.ofDays(1500));
        // Then
        seenByAuditor(registration).mustRefuse(404, "NOT_FOUND");
        officer.hold(registration, "CASE-3", "HELD").mustRefuse(404, "NOT_FOUND");
    }

    @Test
    @DisplayName("what is disputed is there until it is decided")
    @Tag("R-11")
    @Tag("N-10")
    void anOpenDisputeKeepsThePersonUntilItIsDecided() {
        // Given
        var registration = closed();
        superuser.run(
                "INSERT INTO registry.dispute (person_id, dispute_id, operator_id, registration_id, claim, filed_by,"
                        + " filed_at, due_at) SELECT person_id, gen_random_uuid(), operator_id, registration_id, 'not_mine',"
                        + " 'clerk-1', now(), now() FROM registry.registration WHERE public_id = '" + registration
                        + "'");
        // When
        eraseAfter(Duration.ofDays(1500));
        // Then
        seenByAuditor(registration).mustBe(200);
        // When
        superuser.run("UPDATE registry.dispute SET status = 'DISMISSED', decided_at = now() WHERE person_id = "
                + person(registration));
        eraseAfter(Duration.ofDays(1500));
        // Then
        seenByAuditor(registration).mustRefuse(404, "NOT_FOUND");
    }

    @Test
    @DisplayName("a legacy user who was supplemented goes when the service is over")
    @Tag("R-11")
    @Tag("R-20a")
    void supplementedPersonIsErasedAfterRetention() {
        // Given
        var form = RegistrationForms.mobile();
        var old = callers.provisioning()
                .bringIn(RegistrationForms.legacy(form))
                .mustBe(201)
                .registration();
        callers.clerk().sign(form.with("event", "legacy_supplement")).mustBe(201);
        callers.provisioning().close(form).mustBe(200);
        long person = person(old);
        // When
        eraseAfter(Duration.ofDays(729));
        // Then
        assertThat(told(old)).isEmpty();
        // When
        eraseAfter(Duration.ofDays(733));
        // Then
        assertThat(rowsOf(person)).isEmpty();
        assertThat(told(old)).hasSize(1);
    }

    @Test
    @Tag("R-11")
    void severalInstancesEraseEachPersonOnce() {
        // Given
        var form = RegistrationForms.internet();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        callers.provisioning().close(form).mustBe(200);
        clock.moveBy(Duration.ofDays(733));
        // When
        InParallel.run(4, i -> {
            retaining.round(1);
            return i;
        });
        // Then
        assertThat(told(registration)).hasSize(1);
    }

    @Test
    @Tag("R-11")
    void anErasureThatDiedBeforeTheKeyWasDestroyedIsFinished() {
        // Given: the rows are gone, the key is not
        var form = RegistrationForms.internet();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        callers.provisioning().close(form).mustBe(200);
        long person = person(registration);
        superuser.run("CREATE TABLE public.kept AS SELECT * FROM keyring.person_key WHERE person_id = " + person);
        eraseAfter(Duration.ofDays(733));
        superuser.run(
                "INSERT INTO keyring.person_key SELECT * FROM public.kept",
                "DROP TABLE public.kept",
                "UPDATE registry.erasure SET ended_at = NULL, taken_until = NULL WHERE person_id = " + person);
        // When
        retaining.round(1);
        // Then
        assertThat(superuser.number("SELECT count(*) FROM keyring.person_key WHERE person_id = ?", person))
                .isZero();
    }

    @Test
    @DisplayName("an application that came to nothing")
    @Tag("PI-19")
    void anApplicantWhoWasRefusedIsErasedThirtyDaysLater() {
        // Given
        var registration = refused("DATA_REFUSED");
        long person = person(registration);
        // When
        eraseAfter(KEPT.minusMinutes(5));
        // Then
        assertThat(seenByAuditor(registration).mustBe(200).text("/status")).isEqualTo("REFUSED");
        // When
        eraseAfter(KEPT.plusSeconds(1));
        // Then
        seenByAuditor(registration).mustRefuse(404, "NOT_FOUND");
        callers.clerk().standing(registration).mustRefuse(404, "NOT_FOUND");
        assertThat(rowsOf(person)).isEmpty();
        assertThat(told(registration)).hasSize(1);
    }

    @Test
    @DisplayName("an application that was not decided")
    @Tag("PI-19")
    void anApplicantWhoseApplicationExpiredIsErasedThirtyDaysLater() {
        // Given
        var registration = inDoubt();
        clock.moveBy(WEEK.plusMinutes(1));
        scheduler.resume();
        await().untilAsserted(() -> assertThat(status(registration)).isEqualTo("EXPIRED"));
        scheduler.pause();
        // When
        eraseAfter(WEEK.plus(KEPT));
        // Then
        assertThat(status(registration)).isEqualTo("EXPIRED");
        // When
        eraseAfter(WEEK.plus(KEPT).plusMinutes(5));
        // Then
        assertThat(told(registration)).hasSize(1);
    }

    @Test
    void refusalDoesNotExtendRetentionAfterTheLastService() {
        // Given
        var form = RegistrationForms.mobile();
        var ended = callers.clerk().sign(form).mustBe(201).registration();
        callers.provisioning().close(form).mustBe(200);
        long person = person(ended);
        refuse(
                callers.clerk()
                        .sign(unseen(RegistrationForms.anotherMobile(form)))
                        .mustBe(202),
                "DATA_REFUSED");
        superuser.run("SET session_replication_role = replica; UPDATE registry.service_line SET closed_at = closed_at"
                + " - interval '800 days' WHERE person_id = " + person
                + "; UPDATE registry.registration SET signed_at ="
                + " signed_at - interval '800 days' WHERE public_id = '" + ended + "'");
        // When
        eraseAfter(KEPT.plusDays(1));
        // Then
        assertThat(rowsOf(person)).isEmpty();
    }

    @Test
    @DisplayName("what is evidence of a crime")
    @Tag("R-18")
    void anApplicantWhoWasReferredToThePoliceIsKeptForTwoYears() {
        var registration = refused("FORGED");
        eraseAfter(Duration.ofDays(729));
        assertThat(told(registration)).isEmpty();
        eraseAfter(Duration.ofDays(733));
        assertThat(told(registration)).hasSize(1);
    }

    @Test
    void whoComesBackAtTheMomentOfTheErasureIsRegisteredAllTheSame() {
        // Given
        var forms = Stream.generate(() -> unseen(RegistrationForms.mobile()))
                .limit(8)
                .toList();
        for (var form : forms) refuse(callers.clerk().sign(form).mustBe(202), "DATA_REFUSED");
        superuser.run("UPDATE registry.registration SET decided_at = decided_at - interval '31 days'"
                + " WHERE status = 'REFUSED' AND contract_ref IN ('"
                + String.join(
                        "', '",
                        forms.stream().map(form -> form.text("contractRef")).toList()) + "')");
        var back = forms.stream().map(RegistrationForms::anotherInternet).toList();
        // When
        var answers = InParallel.run(9, i -> {
            if (i < 8) return callers.clerk().sign(back.get(i)).status();
            retaining.round(1);
            return 201;
        });
        // Then
        assertThat(answers).containsOnly(201);
        assertThat(back).allSatisfy(form -> assertThat(callers.provisioning()
                        .lineStatus(RegistrationForms.line(form))
                        .text("/mayActivate"))
                .isEqualTo("true"));
    }

    private String refused(String reason) {
        return refuse(callers.clerk().sign(unseen(RegistrationForms.mobile())).mustBe(202), reason);
    }

    private String inDoubt() {
        return callers.clerk()
                .sign(unseen(RegistrationForms.mobile()))
                .mustBe(202)
                .registration();
    }

    /** A machine could not tell whose face it is. */
    private static RequestForm unseen(RequestForm form) {
        return form.with("match.by", "face").with("match.result", "manual");
    }

    private String refuse(ApiReply waiting, String reason) {
        var decision = RequestForm.empty().with("decision", "refuse").with("reason", reason);
        callers.named("reviewer-1")
                .keyed()
                .post("/v1/reviews/" + waiting.registration() + "/decision", decision.json())
                .mustBe(200);
        return waiting.registration();
    }

    private String status(String registration) {
        return superuser
                .texts("SELECT status FROM registry.registration WHERE public_id = ?::uuid", registration)
                .get(0);
    }

    @Test
    void theServiceCannotDeleteAPersonWithoutAnEntryNorOneWithAService() {
        var form = RegistrationForms.internet();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        var delete = "SELECT set_config('shiming.operator', '1', true); SELECT registry.delete_rows_of("
                + person(registration) + "); SET CONSTRAINTS ALL IMMEDIATE";
        assertThat(superuser.stateOf("shiming_service", delete)).isEqualTo("42501");
        callers.provisioning().close(form).mustBe(200);
        assertThat(superuser.stateOf("shiming_service", delete)).isEqualTo("42501");
        assertThat(superuser.stateOf("shiming_service", "DELETE FROM registry.person"))
                .isEqualTo("42501");
    }

    @Test
    void everyTableWithRowsOfPersonsIsAmongThoseThatAreErased() {
        var forgotten = superuser.texts("SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                + " WHERE c.relnamespace = 'registry'::regnamespace AND c.relkind IN ('r', 'p')"
                + " AND a.attname = 'person_id' AND NOT a.attisdropped AND NOT EXISTS (SELECT FROM pg_policy p"
                + " WHERE p.polrelid = c.oid AND p.polname = 'erasing') ORDER BY 1");
        assertThat(forgotten).containsExactly("erasure", "row_sweep");
    }

    @Test
    @Tag("P-13.3")
    void purgeErasesOnlyPersonsPastRetention() {
        // Given: one to go, one under a hold, one whose service goes on
        var gone = closed();
        var held = closed();
        callers.named("officer-1").hold(held, "CASE-9", "HELD").mustBe(200);
        var served =
                callers.clerk().sign(RegistrationForms.internet()).mustBe(201).registration();
        clock.moveBy(Duration.ofDays(733));
        var purge = "/v1/purges/" + UUID.randomUUID();
        var officer = callers.officeOf("officer-1", clock.instant());
        var approver = callers.officeOf("approver-1", clock.instant());
        // When
        officer.keyed().put(purge, purge(0).json()).mustBe(202);
        officer.send("POST", purge + "/erasure", "application/json", new byte[0])
                .mustRefuse(403, "BULK_ORDER_NOT_IN_FORCE");
        officer.keyed().put(purge + "/approval", RequestForm.empty().json()).mustRefuse(403, "SECOND_PERSON_REQUIRED");
        approver.keyed().put(purge + "/approval", RequestForm.empty().json()).mustBe(200);
        var done = officer.send("POST", purge + "/erasure", "application/json", new byte[0])
                .mustBe(200);
        // Then
        assertThat(Integer.parseInt(done.text("/people"))).isPositive();
        assertThat(approver.get(purge).mustBe(200).text("/status")).isEqualTo("DONE");
        officer.send("POST", purge + "/erasure", "application/json", new byte[0])
                .mustRefuse(403, "BULK_ORDER_NOT_IN_FORCE");
        clock.beRight();
        seenByAuditor(gone).mustRefuse(404, "NOT_FOUND");
        seenByAuditor(held).mustBe(200);
        seenByAuditor(served).mustBe(200);
        assertThat(told(gone)).hasSize(1).allMatch(entry -> entry.contains(purge.replace("/v1/purges", "purge")));
        assertThat(superuser.number(
                        "SELECT count(*) FROM keyring.person_key k JOIN registry.erasure e USING (person_id)"
                                + " WHERE e.ended_at IS NULL AND e.person_id > 0"))
                .isZero();
        assertThat(superuser.texts(
                        "SELECT act FROM audit.entry WHERE convert_from(bytes, 'UTF8')::jsonb ->> 'caseRef' = ?"
                                + " AND act LIKE 'PURGE%' AND decision = 'ALLOWED' ORDER BY at",
                        purge.replace("/v1/purges", "purge")))
                .containsExactly("PURGE_ORDERED", "PURGE_APPROVED", "PURGE_BEGUN", "PURGE_ENDED", "PURGE_READ");
    }

    @Test
    @Tag("P-13.3")
    void aPurgeNeverReachesIntoATermThatStillRuns() {
        var officer = callers.named("officer-1");
        officer.keyed()
                .put(
                        "/v1/purges/" + UUID.randomUUID(),
                        purge(0).with("endedBefore", "2999-01-01").json())
                .mustRefuse(400, "OUT_OF_RANGE");
        officer.keyed().put("/v1/purges/" + UUID.randomUUID(), purge(-1).json()).mustRefuse(400, "OUT_OF_RANGE");
        officer.keyed()
                .put(
                        "/v1/purges/" + UUID.randomUUID(),
                        purge(0).with("mostPeople", 1001).json())
                .mustRefuse(400, "OUT_OF_RANGE");
        officer.keyed()
                .put(
                        "/v1/purges/" + UUID.randomUUID(),
                        purge(0).without("mostPeople").json())
                .mustRefuse(422, "FIELD_REQUIRED");
        officer.keyed().put("/v1/purges/x", purge(0).json()).mustRefuse(404, "NOT_FOUND");
    }

    @Test
    @Tag("P-13.3")
    void purgeStopsWithoutTheLog() {
        // Given
        var stays = closed();
        clock.moveBy(Duration.ofDays(733));
        var purge = "/v1/purges/" + UUID.randomUUID();
        callers.officeOf("officer-1", clock.instant())
                .keyed()
                .put(purge, purge(0).json())
                .mustBe(202);
        callers.officeOf("approver-1", clock.instant())
                .keyed()
                .put(purge + "/approval", RequestForm.empty().json())
                .mustBe(200);
        superuser.run("REVOKE INSERT ON audit.entry FROM shiming_service");
        try {
            callers.officeOf("officer-1", clock.instant())
                    .send("POST", purge + "/erasure", "application/json", new byte[0])
                    .mustRefuse(503, "UNAVAILABLE");
        } finally {
            superuser.run("GRANT INSERT ON audit.entry TO shiming_service");
        }
        clock.beRight();
        seenByAuditor(stays).mustBe(200);
    }

    /** Of those whose service ended so many days before the last day whose term is over. */
    private RequestForm purge(int daysAgo) {
        var last = StatutoryDay.of(clock.instant()).minusDays(1).minusYears(2).plusDays(1);
        return RequestForm.empty()
                .with("endedBefore", last.minusDays(daysAgo).toString())
                .with("mostPeople", 1000);
    }

    private String closed() {
        var form = RegistrationForms.internet();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        callers.provisioning().close(form).mustBe(200);
        return registration;
    }

    private void eraseAfter(Duration time) {
        clock.beRight();
        clock.moveBy(time);
        retaining.round(1);
        clock.beRight();
    }

    private ApiReply seenByAuditor(String registration) {
        return callers.auditor()
                .lookUp(RequestForm.empty()
                        .with("registrationId", registration)
                        .with("purpose", "COMPLIANCE_AUDIT")
                        .with("legalBasis", "LEGAL_DUTY"));
    }

    private long person(String registration) {
        return superuser.number("SELECT person_id FROM registry.registration WHERE public_id = ?::uuid", registration);
    }

    /** The tables that have something of the person. */
    private List<String> rowsOf(long person) {
        return superuser
                .texts("SELECT table_schema || '.' || table_name FROM information_schema.columns"
                        + " WHERE column_name = 'person_id' AND table_schema IN ('registry', 'audit', 'keyring')"
                        + " AND table_name NOT IN ('erasure', 'row_sweep')")
                .stream()
                .filter(table -> superuser.number("SELECT count(*) FROM " + table + " WHERE person_id = ?", person) > 0)
                .toList();
    }

    private List<String> told(String... registrations) {
        return superuser.texts(
                "SELECT convert_from(bytes, 'UTF8') FROM audit.entry WHERE act = 'SUBJECT_ERASED'"
                        + " AND registration = ANY (string_to_array(?, ',')::uuid[])",
                String.join(",", registrations));
    }

    private long findings(String registration) {
        return superuser.number(
                "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid",
                registration);
    }
}
