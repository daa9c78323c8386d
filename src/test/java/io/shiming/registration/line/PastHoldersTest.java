package io.shiming.registration.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A number goes from holder to holder, and a lookup finds the one of the time that it is about. */
@QuarkusTest
@Tag("R-11")
@Tag("D-10a")
class PastHoldersTest {
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

    @ParameterizedTest
    @ValueSource(strings = {"mobile", "internet"})
    void aNumberRecycledTwiceLeadsToEachHolderAtTheTimeOfThatTenure(String service) throws Exception {
        // Given
        var before = clock.instant();
        var first = service.equals("mobile") ? RegistrationForms.mobile() : RegistrationForms.internet();
        callers.clerk().sign(first).mustBe(201);
        var ofTheFirst = clock.instant();
        callers.provisioning().close(first).mustBe(200);
        var between = clock.instant();
        var second = next(first);
        var ofTheSecond = clock.instant();
        callers.provisioning().close(second).mustBe(200);
        var third = next(first);
        // When, then
        at(first, before).mustRefuse(404, "NOT_FOUND");
        assertThat(at(first, ofTheFirst).mustBe(200).text("/status")).isEqualTo("CLOSED");
        assertThat(nameAt(first, ofTheFirst)).isEqualTo(first.text("subscriber.name"));
        at(first, between).mustRefuse(404, "NOT_FOUND");
        assertThat(nameAt(first, ofTheSecond)).isEqualTo(second.text("subscriber.name"));
        assertThat(nameAt(first, clock.instant())).isEqualTo(third.text("subscriber.name"));
        assertThat(callers.auditor().lookUp(question(first)).text("/subscriber/name"))
                .isEqualTo(third.text("subscriber.name"));
    }

    @Test
    void numberInQuarantineWasHeldUntilItsLineEnded() {
        // Given
        superuser.run("UPDATE registry.operator SET number_quarantine = '90 days' WHERE operator_id = 1");
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        var held = clock.instant();
        callers.provisioning().close(form).mustBe(200);
        var over = clock.instant();
        // Then
        assertThat(nameAt(form, held)).isEqualTo(form.text("subscriber.name"));
        at(form, over).mustRefuse(404, "NOT_FOUND");
        // When the quarantine is over and another person has the number
        clock.moveBy(Duration.ofDays(90));
        deadlines.round(1);
        clock.beRight();
        var next = next(form);
        // Then
        assertThat(nameAt(form, held)).isEqualTo(form.text("subscriber.name"));
        at(form, over).mustRefuse(404, "NOT_FOUND");
        assertThat(nameAt(form, clock.instant())).isEqualTo(next.text("subscriber.name"));
    }

    @Test
    void theLogHasTheTimeThatWasAskedAbout() {
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        var asked = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var found = at(form, asked).mustBe(200).text("/receipt/entryId");
        assertThat(superuser.texts(
                        "SELECT ((convert_from(bytes, 'UTF8')::jsonb ->> 'asOf')::timestamptz = ?::timestamptz)::text"
                                + " FROM audit.entry WHERE entry_id = ?::uuid",
                        asked.toString(),
                        found))
                .containsExactly("true");
    }

    @Test
    void aTransferLeavesNoMomentWithoutAHolderAndNoneWithTwo() {
        // Given
        var from = RegistrationForms.mobile();
        var old = callers.clerk().sign(from).mustBe(201).registration();
        var to = RegistrationForms.mobile();
        var next = callers.clerk()
                .sign(RegistrationForms.transfer(from, to))
                .mustBe(201)
                .registration();
        // When
        var moment = Instant.parse(superuser
                .texts(
                        "SELECT to_char(l.closed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                                + " FROM registry.service_line l JOIN registry.registration r"
                                + " USING (person_id, registration_id) WHERE r.public_id = ?::uuid",
                        old)
                .get(0));
        // Then
        assertThat(at(from, moment.minusNanos(1000)).registration()).isEqualTo(old);
        assertThat(at(from, moment).registration()).isEqualTo(next);
    }

    @Test
    void anApplicationThatCameToNothingLeavesNoTenure() {
        // Given
        var refused = RegistrationForms.mobile().with("match.by", "clerk");
        var registration = callers.clerk().sign(refused).mustBe(202).registration();
        var waited = clock.instant();
        callers.named("reviewer-1")
                .keyed()
                .post(
                        "/v1/reviews/" + registration + "/decision",
                        RequestForm.empty()
                                .with("decision", "refuse")
                                .with("reason", "IMPERSONATION")
                                .json())
                .mustBe(200);
        // Then
        at(refused, waited).mustRefuse(404, "NOT_FOUND");
        next(refused);
        at(refused, waited).mustRefuse(404, "NOT_FOUND");
    }

    @Test
    void legacyHolderIsFoundFromTheFirstDayOfService() {
        // Given
        var form = RegistrationForms.mobile();
        var old = callers.provisioning()
                .bringIn(RegistrationForms.legacy(form))
                .mustBe(201)
                .registration();
        var supplement = RegistrationForms.again("legacy_supplement", form, form);
        var next = callers.clerk().sign(supplement).mustBe(201).registration();
        // Then
        assertThat(at(form, Instant.parse("2015-01-01T00:00:00Z")).registration())
                .isEqualTo(old);
        at(form, Instant.parse("2010-04-01T00:00:00Z")).mustRefuse(404, "NOT_FOUND");
        assertThat(at(form, clock.instant()).registration()).isEqualTo(next);
    }

    @Test
    @Tag("P-9.4")
    void ofAPastHolderACounterIsToldNothing() {
        // Given
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        var held = clock.instant();
        callers.provisioning().close(form).mustBe(200);
        // When
        var asked = RequestForm.empty()
                .with("line", RegistrationForms.line(form).json())
                .with("asOf", held.toString())
                .with("purpose", "CUSTOMER_SERVICE")
                .with("legalBasis", "CONTRACT");
        var past = callers.clerk().lookUp(asked).mustRefuse(404, "NOT_FOUND");
        // Then
        var unknown = callers.clerk()
                .lookUp(asked.with(
                        "line",
                        RegistrationForms.line(RegistrationForms.mobile()).json()));
        assertThat(past.appearance()).isEqualTo(unknown.appearance());
    }

    @Test
    void aMatchIsWithTheHolderOfTheTime() {
        // Given
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        var held = clock.instant();
        callers.provisioning().close(form).mustBe(200);
        next(form);
        // Then
        assertThat(matches(form, held)).isEqualTo("true");
        assertThat(matches(form, clock.instant())).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday, 400, INVALID_ARGUMENT",
        "2026-02-30T00:00:00Z, 400, INVALID_ARGUMENT",
        "9999-01-01T00:00:00Z, 400, OUT_OF_RANGE",
        "-5000-01-01T00:00:00Z, 400, OUT_OF_RANGE",
        "-1000000000-01-01T00:00:00Z, 400, OUT_OF_RANGE"
    })
    void aTimeThatIsNoneOrIsToComeIsRefused(String asOf, int status, String code) {
        var asked = question(RegistrationForms.mobile()).with("asOf", asOf);
        callers.auditor().lookUp(asked).mustRefuse(status, code).mustName("/asOf");
    }

    @Test
    void aTimeIsOfALine() {
        var asked = question(RegistrationForms.mobile())
                .without("line")
                .with("document", Map.of("type", "RIC", "number", "11010119900307451X"))
                .with("asOf", clock.instant().toString());
        callers.auditor().lookUp(asked).mustRefuse(400, "INVALID_ARGUMENT").mustName("/asOf");
    }

    @Test
    void theSweepFindsATenureThatIsGoneAndAnEditedOneLeadsToNoPerson() throws Exception {
        // Given
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        var held = clock.instant();
        callers.provisioning().close(form).mustBe(200);
        var other = RegistrationForms.mobile();
        callers.clerk().sign(other).mustBe(201);
        callers.provisioning().close(other).mustBe(200);
        sweeping.pass(1);
        assertThat(named(registration)).isEmpty();
        // When: the tenure is put under the number of another person
        superuser.run(UNGUARDED + "UPDATE registry.past_tenure SET number_index = (SELECT number_index"
                + " FROM registry.registration WHERE contract_ref = '" + other.text("contractRef")
                + "') WHERE registration_id = " + id(registration));
        // Then
        at(other, held).mustRefuse(404, "NOT_FOUND");
        sweeping.pass(1);
        assertThat(named(registration)).containsExactly("number EDITED");
    }

    private RequestForm next(RequestForm before) {
        var form = before.text("service.type").equals("mobile")
                ? RegistrationForms.mobile()
                : RegistrationForms.internet();
        var next = form.with("service", before.json().get("service"));
        callers.clerk().sign(next).mustBe(201);
        return next;
    }

    private static RequestForm question(RequestForm form) {
        return RegistrationForms.audit(form).with("fields", List.of("name"));
    }

    private ApiReply at(RequestForm form, Instant instant) {
        return callers.auditor().lookUp(question(form).with("asOf", instant.toString()));
    }

    private String nameAt(RequestForm form, Instant instant) {
        return at(form, instant).mustBe(200).text("/subscriber/name");
    }

    private String matches(RequestForm form, Instant instant) {
        return callers.named("support-1")
                .post(
                        "/v1/match",
                        RequestForm.empty()
                                .with("line", RegistrationForms.line(form).json())
                                .with("asOf", instant.toString())
                                .with("purpose", "CUSTOMER_SERVICE")
                                .with("legalBasis", "CONTRACT")
                                .with("attributes", Map.of("name", form.text("subscriber.name")))
                                .json())
                .mustBe(200)
                .text("/matches/name");
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
