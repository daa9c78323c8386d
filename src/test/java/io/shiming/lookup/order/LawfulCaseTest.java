package io.shiming.lookup.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of authorities: two persons, scope, count, time. */
@QuarkusTest
@Tag("D-10a")
@Tag("DS-35")
@DisplayName("P6: lawful orders")
class LawfulCaseTest {
    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    @Inject
    AuthorityStandIn authority;

    private RequestForm subject;
    private String reference;

    @BeforeEach
    void aSubscriberThatAnOrderNames() {
        subject = RegistrationForms.internet();
        callers.clerk().sign(subject).mustBe(201);
        reference = "CASE-" + UUID.randomUUID();
    }

    @AfterEach
    void theAuthorityAnswersAgain() {
        authority.isBack();
    }

    @Test
    void anApprovedOrderShowsTheFieldsItNamesOfThePersonItNames() {
        // Given
        put(officer(), "", order()).mustBe(201);
        put(approver(), "/approval", RequestForm.empty()).mustBe(200);
        // When
        var shown = officer()
                .lookUp(question(subject).with("fields", List.of("name")))
                .mustBe(200);
        // Then
        assertThat(shown.text("/subscriber/name")).isEqualTo(subject.text("subscriber.name"));
        shown.mustNotTell(List.of(subject.text("subscriber.document.number")));
        var standing = approver().get("/v1/cases/" + reference).mustBe(200);
        assertThat(standing.text("/status") + standing.text("/used") + standing.text("/subjects"))
                .isEqualTo("APPROVED11");
        standing.mustNotTell(subject.personal());
    }

    @Test
    void withoutASecondPersonItIsNotInForce() {
        put(officer(), "", order()).mustBe(201);
        officer().lookUp(question(subject)).mustRefuse(403, "CASE_NOT_IN_FORCE");
    }

    @Test
    void theOneWhoFiledItCannotApproveIt() {
        var filer = staff.like("warrant-1");
        put(filer.caller(), "", order()).mustBe(201);
        var sameInAnotherPart = staff.like("approver-1", filer.id()).caller();
        put(sameInAnotherPart, "/approval", RequestForm.empty()).mustRefuse(403, "SECOND_PERSON_REQUIRED");
    }

    @Test
    void personOfTheSameUnitCannotApproveIt() {
        put(officer(), "", order()).mustBe(201);
        var neighbour = new ApiCaller(
                callers.draft("approver-1").with("unit", "legal-affairs").mint());
        put(neighbour, "/approval", RequestForm.empty()).mustRefuse(403, "SECOND_PERSON_REQUIRED");
    }

    @Test
    void personOfNoUnitCannotTakePart() {
        var nowhere = new ApiCaller(callers.draft("warrant-1").without("unit").mint());
        put(nowhere, "", order()).mustRefuse(403, "PERMISSION_DENIED");
    }

    @Test
    void anApprovalIsGivenOnce() {
        put(officer(), "", order()).mustBe(201);
        put(approver(), "/approval", RequestForm.empty()).mustBe(200);
        put(approver(), "/approval", RequestForm.empty()).mustRefuse(403, "SECOND_PERSON_REQUIRED");
    }

    @Test
    void aReferenceIsFiledOnce() {
        put(officer(), "", order()).mustBe(201);
        put(officer(), "", order().with("maxUses", 1000)).mustRefuse(409, "CASE_EXISTS");
    }

    @Test
    void personOutsideTheOrderIsNotFound() {
        // Given
        inForce(order());
        var another = RegistrationForms.internet();
        callers.clerk().sign(another).mustBe(201);
        // When
        var outside = officer().lookUp(question(another));
        var unknown = officer().lookUp(question(RegistrationForms.internet()));
        // Then
        outside.mustRefuse(404, "NOT_FOUND");
        assertThat(outside.appearance()).isEqualTo(unknown.appearance());
        assertThat(superuser.texts(
                        "SELECT kind FROM registry.access_alarm a JOIN audit.entry e USING (entry_id)"
                                + " WHERE convert_from(e.bytes, 'UTF8')::jsonb ->> 'caseRef' = ?",
                        reference))
                .containsExactly("OUTSIDE_ORDER");
        assertThat(used()).isZero();
    }

    @Test
    void aFieldThatTheOrderDoesNotNameIsRefused() {
        inForce(order());
        officer().lookUp(question(subject).with("fields", List.of("address"))).mustRefuse(403, "CASE_NOT_IN_FORCE");
    }

    @Test
    void beforeAndAfterItsTimeItIsNotInForce() {
        inForce(order());
        superuser.run("UPDATE registry.lawful_case SET valid_from = now() - interval '2 days',"
                + " valid_to = now() - interval '1 second' WHERE case_ref = '" + reference + "'");
        officer().lookUp(question(subject)).mustRefuse(403, "CASE_NOT_IN_FORCE");
        superuser.run("UPDATE registry.lawful_case SET valid_from = now() + interval '1 hour',"
                + " valid_to = now() + interval '2 hours' WHERE case_ref = '" + reference + "'");
        officer().lookUp(question(subject)).mustRefuse(403, "CASE_NOT_IN_FORCE");
    }

    @Test
    void anotherOperatorsOrderIsNone() {
        inForce(order());
        callers.named("warrant-1-ridge").lookUp(question(subject)).mustRefuse(403, "CASE_NOT_IN_FORCE");
        callers.named("approver-1-ridge").get("/v1/cases/" + reference).mustRefuse(404, "NOT_FOUND");
    }

    @Test
    @DisplayName("P6: ten uses under a hundred at once are exactly ten")
    void orderIsUsedAtMostTenTimes() {
        // Given
        inForce(order());
        var officer = officer();
        // When
        var answers = InParallel.run(100, n -> officer.lookUp(question(subject)).status());
        // Then
        assertThat(answers).filteredOn(status -> status == 200).hasSize(10);
        assertThat(answers).filteredOn(status -> status == 403).hasSize(90);
        assertThat(used()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "jurisdiction, US, 403, JURISDICTION_NOT_ALLOWED",
        "jurisdiction, , 422, FIELD_REQUIRED",
        "authority, , 422, FIELD_REQUIRED",
        "orderNumber, , 422, FIELD_REQUIRED",
        "provision, , 422, FIELD_REQUIRED",
        "subjects, , 422, FIELD_REQUIRED",
        "validTo, 2020-01-01T00:00:00Z, 400, OUT_OF_RANGE",
        "validTo, tomorrow, 400, INVALID_ARGUMENT",
        "maxUses, 0, 400, OUT_OF_RANGE",
        "maxUses, 1001, 400, OUT_OF_RANGE"
    })
    void anOrderThatIsNoneIsNotFiled(String field, String value, int status, String code) {
        var bent = value == null
                ? order().without(field)
                : order().with(field, field.equals("maxUses") ? Integer.valueOf(value) : value);
        put(officer(), "", bent).mustRefuse(status, code);
    }

    @Test
    void aThousandAndOneSubjectsAreTooMany() {
        var many = IntStream.range(0, 1001)
                .mapToObj(n -> RequestForm.empty()
                        .with("registrationId", UUID.randomUUID().toString())
                        .json())
                .toList();
        put(officer(), "", order().with("subjects", many)).mustRefuse(400, "OUT_OF_RANGE");
    }

    @Test
    void anOrderAboutARecycledNumberNamesTheTimeAndIsAboutTheHolderThen() {
        // Given
        var held = Instant.now();
        callers.provisioning().close(subject).mustBe(200);
        var second = signedForTheSameAccount();
        var heldBySecond = Instant.now();
        callers.provisioning().close(second).mustBe(200);
        var third = signedForTheSameAccount();
        // When: without a time
        put(officer(), "", order())
                .mustRefuse(422, "AS_OF_REQUIRED")
                .mustName("/subjects/0/asOf")
                .mustHelp();
        // When: with it
        inForce(order("asOf", heldBySecond));
        // Then
        var asked = question(subject).with("fields", List.of("name"));
        var shown =
                officer().lookUp(asked.with("asOf", heldBySecond.toString())).mustBe(200);
        assertThat(shown.text("/subscriber/name")).isEqualTo(second.text("subscriber.name"));
        officer().lookUp(asked.with("asOf", held.toString())).mustRefuse(404, "NOT_FOUND");
        officer().lookUp(asked).mustRefuse(404, "NOT_FOUND").mustNotTell(third.personal());
        assertThat(used()).isEqualTo(1);
    }

    @Test
    void anOrderAboutAnIntervalIsAboutEveryHolderInIt() {
        // Given
        var held = Instant.now();
        callers.provisioning().close(subject).mustBe(200);
        signedForTheSameAccount();
        // When
        var line = RegistrationForms.line(subject).json();
        var both = RequestForm.empty()
                .with("line", line)
                .with("from", held.toString())
                .with("to", Instant.now().toString());
        inForce(order().with("subjects", List.of(both.json())));
        // Then
        assertThat(approver().get("/v1/cases/" + reference).text("/subjects")).isEqualTo("2");
        officer().lookUp(question(subject).with("asOf", held.toString())).mustBe(200);
        officer().lookUp(question(subject)).mustBe(200);
    }

    @Test
    void withoutATimeAnOrderOnARecycledNumberNamesThePersonByTheRegistration() {
        // Given
        var registration = registrationOf(subject);
        callers.provisioning().close(subject).mustBe(200);
        signedForTheSameAccount();
        // When
        var named = RequestForm.empty().with("registrationId", registration).json();
        inForce(order().with("subjects", List.of(named)));
        // Then
        officer()
                .lookUp(question(subject).without("line").with("registrationId", registration))
                .mustBe(200);
    }

    @Test
    void anApplicantWhoWaitsForTheNumberIsNoHolder() {
        // Given
        var registration = registrationOf(subject);
        callers.provisioning().close(subject).mustBe(200);
        authority.is(Mood.DOWN);
        callers.clerk().sign(forTheSameAccount()).mustBe(202);
        // When: without a time
        inForce(order());
        // Then
        assertThat(approver().get("/v1/cases/" + reference).text("/subjects")).isEqualTo("1");
        assertThat(superuser.texts(
                        "SELECT r.public_id FROM registry.lawful_case_subject s JOIN registry.registration r"
                                + " USING (person_id) WHERE s.case_ref = ?",
                        reference))
                .containsExactly(registration);
    }

    @Test
    void numberThatHadOneHolderNeedsNoTime() {
        callers.provisioning().close(subject).mustBe(200);
        inForce(order());
        assertThat(approver().get("/v1/cases/" + reference).text("/subjects")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "from, , to, 2026-01-01T00:00:00Z, 422, FIELD_REQUIRED, /subjects/0/from",
        "from, 2026-01-01T00:00:00Z, to, , 422, FIELD_REQUIRED, /subjects/0/to",
        "from, 2026-01-02T00:00:00Z, to, 2026-01-01T00:00:00Z, 400, OUT_OF_RANGE, /subjects/0/to",
        "from, 2026-01-02T00:00:00Z, to, 9999-01-01T00:00:00Z, 400, OUT_OF_RANGE, /subjects/0/to",
        "asOf, 9999-01-01T00:00:00Z, to, , 400, OUT_OF_RANGE, /subjects/0/asOf",
        "asOf, 2026-01-01T00:00:00Z, to, 2026-01-01T00:00:00Z, 400, INVALID_ARGUMENT, /subjects/0/asOf"
    })
    void aTimeOfAnOrderThatIsNoneIsRefused(
            String first, String instant, String second, String other, int status, String code, String field) {
        var named =
                RequestForm.empty().with("line", RegistrationForms.line(subject).json());
        named = instant == null ? named : named.with(first, instant);
        named = other == null ? named : named.with(second, other);
        put(officer(), "", order().with("subjects", List.of(named.json())))
                .mustRefuse(status, code)
                .mustName(field);
    }

    @Test
    void everyStepIsInTheLog() {
        inForce(order());
        officer().lookUp(question(subject)).mustBe(200);
        assertThat(superuser.texts(
                        "SELECT act FROM audit.entry"
                                + " WHERE convert_from(bytes, 'UTF8')::jsonb ->> 'caseRef' = ? ORDER BY at",
                        reference))
                .containsExactly("CASE_FILED", "CASE_APPROVED", "SUBJECT_LOOKED_UP");
    }

    private RequestForm signedForTheSameAccount() {
        var next = forTheSameAccount();
        callers.clerk().sign(next).mustBe(201);
        return next;
    }

    private RequestForm forTheSameAccount() {
        return RegistrationForms.internet().with("service", subject.json().get("service"));
    }

    private String registrationOf(RequestForm signed) {
        return callers.provisioning().lineStatus(RegistrationForms.line(signed)).registration();
    }

    private RequestForm order(String at, Instant instant) {
        var named = RequestForm.empty()
                .with("line", RegistrationForms.line(subject).json())
                .with(at, instant.toString());
        return order().with("subjects", List.of(named.json()));
    }

    private void inForce(RequestForm order) {
        put(officer(), "", order).mustBe(201);
        put(approver(), "/approval", RequestForm.empty()).mustBe(200);
    }

    private ApiCaller officer() {
        return callers.named("warrant-1");
    }

    private ApiCaller approver() {
        return callers.named("approver-1");
    }

    private ApiReply put(ApiCaller caller, String under, RequestForm body) {
        return caller.keyed().put("/v1/cases/" + reference + under, body.json());
    }

    private RequestForm order() {
        return RequestForm.empty()
                .with("authority", "测试市公安局")
                .with("jurisdiction", "CN")
                .with("orderNumber", "测公调证字〔2026〕1号")
                .with("provision", "Criminal Procedure Law article 54")
                .with(
                        "subjects",
                        List.of(RequestForm.empty()
                                .with("line", RegistrationForms.line(subject).json())
                                .json()))
                .with("fields", List.of("name"))
                .with("validFrom", Instant.now().minusSeconds(60).toString())
                .with("validTo", Instant.now().plusSeconds(3600).toString())
                .with("maxUses", 10);
    }

    private RequestForm question(RequestForm form) {
        return RequestForm.empty()
                .with("line", RegistrationForms.line(form).json())
                .with("purpose", "LAWFUL_ORDER")
                .with("legalBasis", "COOPERATION_WITH_AUTHORITY")
                .with("caseRef", reference);
    }

    private long used() {
        return superuser.number("SELECT used FROM registry.lawful_case WHERE case_ref = ?", reference);
    }
}
