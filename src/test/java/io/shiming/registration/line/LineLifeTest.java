package io.shiming.registration.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.EventsOf;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.TestClock;
import io.shiming.registration.integrity.Sweeping;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a line after its signing. */
@QuarkusTest
class LineLifeTest {
    private static final String UNGUARDED = "SET session_replication_role = replica; ";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    @Inject
    Deadlines deadlines;

    @Inject
    TestClock clock;

    @AfterEach
    void noQuarantine() {
        superuser.run("UPDATE registry.operator SET number_quarantine = '0'");
        clock.beRight();
    }

    @Test
    @Tag("R-3a")
    void aLineGoesLiveAfterItsRegistration() {
        var form = signed(RegistrationForms.mobile());
        live(form, Instant.now()).mustBe(200);
        assertThat(status(form)).isEqualTo("ACTIVE");
    }

    @Test
    @Tag("case-A8")
    @Tag("R-3a")
    void aClockWithoutFractionsIsNotTooEarly() {
        for (var unit : List.of(ChronoUnit.SECONDS, ChronoUnit.MILLIS)) {
            var form = signed(RegistrationForms.mobile());
            var opened = superuser
                    .texts(
                            "SELECT to_char(l.opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                                    + " FROM registry.service_line l JOIN registry.registration r"
                                    + " USING (person_id, registration_id) WHERE r.contract_ref = ?",
                            form.text("contractRef"))
                    .get(0);
            var rounded = Instant.parse(opened).truncatedTo(unit);
            live(form, rounded.minusSeconds(1)).mustRefuse(409, "ACTIVATED_TOO_EARLY");
            live(form, rounded).mustBe(200);
        }
    }

    @Test
    @Tag("R-3a")
    void anActivationDatedBeforeTheVerificationIsRefused() {
        var form = signed(RegistrationForms.mobile());
        live(form, Instant.now().minusSeconds(60)).mustRefuse(409, "ACTIVATED_TOO_EARLY");
        assertThat(superuser.texts(
                        "SELECT l.activated_at FROM registry.service_line l JOIN registry.registration r"
                                + " USING (person_id, registration_id) WHERE contract_ref = ?",
                        form.text("contractRef")))
                .containsOnlyNulls();
    }

    @Test
    @Tag("R-3a")
    void anActivationInTheFutureOrWithoutATimeIsRefused() {
        var form = signed(RegistrationForms.mobile());
        live(form, Instant.now().plusSeconds(3600)).mustRefuse(400, "OUT_OF_RANGE");
        provisioning().change(RegistrationForms.change("activate", form)).mustRefuse(422, "FIELD_REQUIRED");
        provisioning()
                .change(RegistrationForms.change("activate", form).with("activatedAt", "yesterday"))
                .mustRefuse(400, "INVALID_ARGUMENT");
    }

    @Test
    @Tag("D-6")
    void noServiceGoesLiveWithoutARegistration() {
        for (Supplier<RequestForm> service : List.<Supplier<RequestForm>>of(
                RegistrationForms::mobile, RegistrationForms::fixed, RegistrationForms::internet)) {
            live(service.get(), Instant.now()).mustRefuse(409, "NOT_REGISTERED");
        }
    }

    @Test
    @Tag("DR-1")
    void eachOfTheThreeServicesIsRefusedWithoutADocument() {
        for (Supplier<RequestForm> service : List.<Supplier<RequestForm>>of(
                RegistrationForms::mobile, RegistrationForms::fixed, RegistrationForms::internet)) {
            callers.clerk()
                    .sign(service.get().without("subscriber.document"))
                    .mustRefuse(422, "DOCUMENT_REQUIRED")
                    .mustHelp();
        }
    }

    @Test
    void aSuspendedLineMayNotLiveUntilItIsResumed() {
        // Given
        var form = signed(RegistrationForms.fixed());
        // When
        provisioning().suspend(form, "lost").mustBe(200);
        // Then
        var barred = provisioning().lineStatus(RegistrationForms.line(form)).mustBe(200);
        assertThat(barred.text("/status")).isEqualTo("SUSPENDED");
        assertThat(barred.json().at("/mayActivate").asBoolean()).isFalse();
        live(form, Instant.now()).mustRefuse(409, "LINE_STATE");
        // When
        provisioning().change(RegistrationForms.change("resume", form)).mustBe(200);
        // Then
        assertThat(status(form)).isEqualTo("ACTIVE");
    }

    @Test
    void aClosedLinesNumberIsFreeForAnotherPersonAtOnce() {
        // Given
        var form = signed(RegistrationForms.mobile());
        var registration =
                provisioning().lineStatus(RegistrationForms.line(form)).registration();
        // When
        var closed = provisioning().close(form).mustBe(200).mustNotTell(form.personal());
        // Then
        assertThat(closed.text("/status")).isEqualTo("CLOSED");
        assertThat(status(form)).isEqualTo("NOT_REGISTERED");
        var standing = callers.clerk().standing(registration).mustBe(200);
        assertThat(standing.text("/lineStatus")).isEqualTo("CLOSED");
        assertThat(standing.json().at("/mayActivate").asBoolean()).isFalse();
        signed(RegistrationForms.mobile().with("service.number", form.text("service.number")));
        assertThat(EventsOf.registration(provisioning(), registration))
                .containsExactly("registration.active", "line.closed", "billing_stop");
    }

    @Test
    void numberInQuarantineIsNotAssignedUntilItEnds() {
        // Given
        superuser.run("UPDATE registry.operator SET number_quarantine = '90 days' WHERE operator_id = 1");
        var form = signed(RegistrationForms.mobile());
        var next = RegistrationForms.mobile().with("service.number", form.text("service.number"));
        // When
        provisioning().close(form).mustBe(200);
        // Then
        assertThat(status(form)).isEqualTo("CLOSED");
        callers.auditor().lookUp(RegistrationForms.audit(form)).mustRefuse(404, "NOT_FOUND");
        callers.clerk().sign(next).mustRefuse(409, "NUMBER_TAKEN").mustAdvise();
        // When
        clock.moveBy(Duration.ofDays(90));
        deadlines.round(1);
        clock.beRight();
        // Then
        assertThat(status(form)).isEqualTo("NOT_REGISTERED");
        signed(next);
    }

    @Test
    @Tag("P-9.4")
    void ofAServiceThatHasEndedACounterIsToldNothing() {
        // Given
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        var question = RequestForm.empty()
                .with("registrationId", registration)
                .with("purpose", "CUSTOMER_SERVICE")
                .with("legalBasis", "CONTRACT");
        callers.clerk().lookUp(question).mustBe(200);
        // When
        provisioning().close(form).mustBe(200);
        // Then: as if it had never been
        var ended = callers.clerk().lookUp(question).mustRefuse(404, "NOT_FOUND");
        var unknown = callers.clerk()
                .lookUp(question.with("registrationId", UUID.randomUUID().toString()));
        assertThat(ended.appearance()).isEqualTo(unknown.appearance());
        callers.auditor()
                .lookUp(question.with("purpose", "COMPLIANCE_AUDIT").with("legalBasis", "LEGAL_DUTY"))
                .mustBe(200);
    }

    @Test
    @Tag("N-4")
    void nothingIsChargedWhileALineIsSuspendedForWantOfAnIdentity() {
        // Given
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        // When
        provisioning().suspend(form, "unregistered").mustBe(200);
        provisioning().change(RegistrationForms.change("resume", form)).mustBe(200);
        provisioning().suspend(form, "subscriber_request").mustBe(200);
        // Then
        assertThat(EventsOf.registration(provisioning(), registration))
                .containsExactly(
                        "registration.active",
                        "line.suspended",
                        "billing_stop",
                        "line.resumed",
                        "billing_resume",
                        "line.suspended");
    }

    @Test
    @DisplayName("five, the suspended ones among them; a closed one makes room")
    @Tag("N-3")
    @Tag("N-5")
    @Tag("AF-10a")
    void whenOneOfFiveCardsIsClosedTheNextOneOpens() {
        // Given
        var first = signed(RegistrationForms.mobile());
        for (int card = 2; card <= 5; card++) signed(RegistrationForms.anotherMobile(first));
        var sixth = RegistrationForms.anotherMobile(first);
        callers.clerk().sign(sixth).mustRefuse(409, "CARD_LIMIT").mustHelp();
        // When: suspended it still counts
        provisioning().suspend(first, "lost").mustBe(200);
        callers.clerk().sign(sixth).mustRefuse(409, "CARD_LIMIT").mustHelp();
        // When
        provisioning().close(first).mustBe(200);
        // Then
        signed(sixth);
        callers.clerk().sign(RegistrationForms.anotherMobile(first)).mustRefuse(409, "CARD_LIMIT");
    }

    @Test
    @Tag("N-5")
    void theCountStaysExactWhileCardsAreClosedAndOpenedAtTheSameMoment() {
        // Given
        var cards = new java.util.ArrayList<RequestForm>();
        cards.add(signed(RegistrationForms.mobile()));
        for (int card = 2; card <= 5; card++) cards.add(signed(RegistrationForms.anotherMobile(cards.get(0))));
        // When: five are closed, each by two callers, while twenty are opened
        var answers = InParallel.run(
                30,
                i -> i < 10
                        ? provisioning().close(cards.get(i / 2))
                        : callers.clerk().sign(RegistrationForms.anotherMobile(cards.get(0))));
        // Then
        var closings = answers.subList(0, 10);
        assertThat(closings).filteredOn(each -> each.status() == 200).hasSize(5);
        assertThat(closings).filteredOn(each -> each.status() != 200).hasSize(5).allSatisfy(each -> assertThat(
                        each.code())
                .isIn("NOT_FOUND", "LINE_STATE"));
        var opened = answers.subList(10, 30).stream()
                .filter(each -> each.status() == 201)
                .toList();
        assertThat(answers.subList(10, 30))
                .filteredOn(each -> each.status() != 201)
                .allSatisfy(each -> assertThat(each.mustBe(409).code()).isIn("CARD_LIMIT", "ABNORMAL_OPENING"));
        assertThat(opened).hasSizeLessThanOrEqualTo(5);
        assertThat(openCardsLike(cards.get(0))).isEqualTo(opened.size());
        assertThat(countedLike(cards.get(0))).isEqualTo(opened.size());
    }

    @Test
    void aRepeatedChangeIsMadeOnceAndAnsweredAlike() {
        // Given
        var form = signed(RegistrationForms.mobile());
        var key = UUID.randomUUID().toString();
        var change = RegistrationForms.change("suspend", form).with("reason", "lost");
        // When
        var answers = InParallel.run(8, i -> provisioning().change(key, change));
        provisioning().change(RegistrationForms.change("resume", form)).mustBe(200);
        var later = provisioning().change(key, change);
        // Then
        assertThat(answers)
                .extracting(ApiReply::body)
                .containsOnly(later.mustBe(200).body());
        assertThat(status(form)).isEqualTo("ACTIVE");
        provisioning().change(key, change.with("reason", "arrears")).mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void aChangeWithoutAKeyIsRefused() {
        var form = signed(RegistrationForms.mobile());
        provisioning()
                .post(
                        ApiCaller.LINE_CHANGES,
                        RegistrationForms.change("resume", form).json())
                .mustRefuse(400, "IDEMPOTENCY_KEY_REQUIRED");
    }

    @ParameterizedTest
    @CsvSource({"resume, ''", "suspend suspend, lost", "close resume, ''", "close suspend, lost"})
    void whatAStateDoesNotPermitIsRefused(String steps, String reason) {
        // Given
        superuser.run("UPDATE registry.operator SET number_quarantine = '1 day'"); // else no person is found at all
        var form = signed(RegistrationForms.mobile());
        var before = steps.contains(" ") ? steps.substring(0, steps.indexOf(' ')) : "";
        if (!before.isEmpty()) {
            provisioning()
                    .change(RegistrationForms.change(before, form)
                            .with("reason", before.equals("close") ? "subscriber_request" : "lost"))
                    .mustBe(200);
        }
        // When
        var last = RegistrationForms.change(steps.substring(steps.lastIndexOf(' ') + 1), form);
        // Then
        provisioning()
                .change(reason.isEmpty() ? last : last.with("reason", reason))
                .mustRefuse(409, "LINE_STATE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"because", "transferred", ""})
    void aReasonThatIsNoneIsRefused(String reason) {
        var form = signed(RegistrationForms.mobile());
        provisioning().suspend(form, reason).mustRefuse(400, "INVALID_ARGUMENT");
        provisioning().change(RegistrationForms.change("suspend", form)).mustRefuse(422, "FIELD_REQUIRED");
    }

    @Test
    void unknownAndForeignLinesLookTheSame() {
        var foreign = RegistrationForms.mobile();
        callers.named("clerk-1-ridge").sign(foreign).mustBe(201);
        var unknown = provisioning().close(RegistrationForms.mobile()).mustRefuse(404, "NOT_FOUND");
        assertThat(provisioning().close(foreign).appearance()).isEqualTo(unknown.appearance());
    }

    @Test
    void aChangeIsInTheLogWithWhoMadeItAndWhy() {
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        provisioning().suspend(form, "authority_order").mustBe(200);
        var told = superuser.texts(
                "SELECT (convert_from(bytes, 'UTF8')::jsonb -> 'fields')::text || role FROM audit.entry"
                        + " WHERE act = 'REGISTRATION_CHANGED' AND registration = ?::uuid AND decision = 'ALLOWED'",
                registration);
        assertThat(told).containsExactly("[\"suspend\", \"SUSPENDED\", \"authority_order\"]provisioning");
    }

    @Test
    void theSweepFindsNoFaultInChangedLinesAndEveryEditOfOne() throws Exception {
        // Given
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        superuser.run("CREATE TABLE IF NOT EXISTS public.line_before AS TABLE registry.service_line");
        live(form, Instant.now()).mustBe(200);
        provisioning().suspend(form, "lost").mustBe(200);
        sweeping.pass(1);
        assertThat(named(registration)).isEmpty();
        // When: edited, and when turned back with all that belongs to it
        superuser.run(
                UNGUARDED + "UPDATE registry.service_line SET status = 'ACTIVE', reason = NULL" + its(registration));
        sweeping.pass(1);
        // Then
        assertThat(named(registration)).containsExactly("line EDITED");
        provisioning()
                .change(RegistrationForms.change("close", form).with("reason", "arrears"))
                .mustRefuse(500, "INTEGRITY");
        superuser.run(UNGUARDED + "UPDATE registry.service_line l SET status = b.status, reason = b.reason,"
                + " activated_at = b.activated_at, entry_id = b.entry_id, row_salt = b.row_salt FROM public.line_before b"
                + " WHERE b.registration_id = l.registration_id AND l.registration_id = " + id(registration));
        sweeping.pass(1);
        assertThat(named(registration)).contains("line ROLLED_BACK");
        superuser.run("DROP TABLE public.line_before");
    }

    private RequestForm signed(RequestForm form) {
        callers.clerk().sign(form).mustBe(201);
        return form;
    }

    private ApiReply live(RequestForm form, Instant at) {
        return provisioning().change(RegistrationForms.change("activate", form).with("activatedAt", at.toString()));
    }

    private ApiCaller provisioning() {
        return callers.provisioning();
    }

    private String status(RequestForm form) {
        return provisioning()
                .lineStatus(RegistrationForms.line(form))
                .mustBe(200)
                .text("/status");
    }

    private long openCardsLike(RequestForm form) {
        return superuser.number(
                "SELECT count(*) FROM registry.service_line WHERE status <> 'CLOSED' AND person_id = "
                        + "(SELECT person_id FROM registry.registration WHERE contract_ref = ? LIMIT 1)",
                form.text("contractRef"));
    }

    private long countedLike(RequestForm form) {
        return superuser.number(
                "SELECT mobile_lines FROM registry.person WHERE person_id = "
                        + "(SELECT person_id FROM registry.registration WHERE contract_ref = ? LIMIT 1)",
                form.text("contractRef"));
    }

    private static String its(String registration) {
        return " WHERE registration_id = " + id(registration);
    }

    private static String id(String registration) {
        return "(SELECT registration_id FROM registry.registration WHERE public_id = '" + registration + "')";
    }

    private List<String> named(String registration) {
        return superuser.texts(
                "SELECT convert_from(bytes, 'UTF8')::jsonb -> 'fields' ->> 0 FROM audit.entry"
                        + " WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid AND role = 'service'"
                        + " ORDER BY entry_id",
                registration);
    }
}
