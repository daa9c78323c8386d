package io.shiming.registration.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.DocumentForms;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.OrganisationForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.TestClock;
import io.shiming.lookup.OwnNumbersTest;
import io.shiming.registration.integrity.Sweeping;
import io.shiming.trial.DemoUser;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that a second person looks at, and what is refused or referred there and at the counter. */
@QuarkusTest
@DisplayName("the second pair of eyes")
class ReviewsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    @Inject
    TestClock clock;

    @AfterEach
    void now() {
        clock.beRight();
    }

    @Test
    @DisplayName("the fallback path is a review, and nothing goes live before it")
    @Tag("FA-1")
    void aComparisonThatCouldNotTellGoesToReview() {
        var form = manual();
        var signed = callers.clerk().sign(form).mustBe(202);
        assertThat(signed.text("/status")).isEqualTo("REVIEW");
        assertThat(signed.text("/mayActivate")).isEqualTo("false");
        assertThat(callers.provisioning()
                        .lineStatus(RegistrationForms.line(form))
                        .text("/mayActivate"))
                .isEqualTo("false");
        var activation = RegistrationForms.change("activate", form)
                .with("activatedAt", clock.instant().toString());
        callers.provisioning().change(activation).mustRefuse(409, "NOT_REGISTERED");
        assertThat(waiting(signed.registration()).path("reasons").toString())
                .contains("PERSON_NOT_COMPARED_BY_A_DEVICE");
    }

    @ParameterizedTest
    @DisplayName("a military document without a second reviewer at hand")
    @ValueSource(strings = {"PLA", "PAP", "HKB"})
    @Tag("R-7.2")
    void aDocumentThatProvesNothingByItselfGoesToReview(String type) {
        var registration = callers.clerk()
                .sign(DocumentForms.on(RegistrationForms.fixed(), type))
                .mustBe(202)
                .registration();
        assertThat(waiting(registration).path("reasons").size()).isPositive();
    }

    @Test
    @DisplayName("an organisation's handler that no device recognised")
    @Tag("FA-1")
    @Tag("R-8a")
    void anOrganisationsApplicationIsReviewedLikeAnyOther() {
        var form = OrganisationForms.fresh().complete().signs(manual());
        var registration = callers.clerk().sign(form).mustBe(202).registration();
        assertThat(status(registration)).isEqualTo("REVIEW");
        decide("reviewer-1", registration, approval()).mustBe(200);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(callers.provisioning()
                        .lineStatus(RegistrationForms.line(form))
                        .text("/mayActivate"))
                .isEqualTo("true"));
    }

    @Test
    @DisplayName("own numbers list what waits for a review too")
    @Tag("N-10")
    void whatWaitsIsAmongTheOwnNumbers() {
        var form = manual();
        var registration = callers.clerk().sign(form).mustBe(202).registration();
        var question = OwnNumbersTest.question(form.with("match.result", "pass"));
        var numbers = callers.clerk()
                .post(OwnNumbersTest.OWN_NUMBERS, question.json())
                .mustBe(200)
                .json()
                .path("numbers");
        assertThat(numbers.toString()).contains(registration).contains("REVIEW");
    }

    @Test
    @DisplayName("approved, it goes the way of every other")
    @Tag("FA-1")
    void whatIsApprovedIsVerifiedAndGoesLive() throws SQLException {
        var form = manual();
        var registration = callers.clerk().sign(form).mustBe(202).registration();
        var decided = decide("reviewer-1", registration, approval()).mustBe(200);
        assertThat(decided.text("/status")).isEqualTo("PENDING");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(callers.provisioning()
                        .lineStatus(RegistrationForms.line(form))
                        .text("/mayActivate"))
                .isEqualTo("true"));
        sweeping.pass(1);
        assertThat(findings(registration)).isZero();
    }

    @Test
    @DisplayName("approved by a person, refused by the authority")
    @Tag("R-10d")
    void anApprovalDoesNotReplaceTheAuthority() {
        var form = manual().with("subscriber.name", "查无此人");
        var registration = callers.clerk().sign(form).mustBe(202).registration();
        decide("reviewer-1", registration, approval()).mustBe(200);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(status(registration)).isNotEqualTo("PENDING").isNotEqualTo("REVIEW"));
    }

    @Test
    @DisplayName("an application is not reviewed by its own maker")
    @Tag("R-10c")
    void makerCannotReviewTheOwnApplication() {
        var registration = callers.clerk().sign(manual()).mustBe(202).registration();
        var clerk = DemoUser.named("clerk-1").orElseThrow().subject();
        var self = new ApiCaller(callers.draft("reviewer-1").with("sub", clerk).mint());
        key(self).post(path(registration), approval().json()).mustRefuse(403, "SELF_REVIEW");
        assertThat(status(registration)).isEqualTo("REVIEW");
    }

    @ParameterizedTest
    @DisplayName("refused in review, with the reason, and no line")
    @ValueSource(strings = {"IMPERSONATION", "FORGED", "DOCUMENT_REFUSED", "DATA_REFUSED"})
    @Tag("R-10a")
    @Tag("R-10b")
    @Tag("R-10c")
    @Tag("R-18")
    void whatIsRefusedIsOverAndSaysWhy(String reason) throws SQLException {
        var form = manual();
        var key = UUID.randomUUID().toString();
        var registration = callers.clerk().sign(key, form).mustBe(202).registration();
        var decided = decide("reviewer-1", registration, refusal(reason)).mustBe(200);
        assertThat(decided.text("/status")).isEqualTo("REFUSED");
        assertThat(decided.json().at("/help/documentsNeeded").size()).isPositive();
        callers.clerk().sign(key, form).mustRefuse(422, reason).mustHelp();
        assertThat(callers.clerk().standing(registration).text("/code")).isEqualTo(reason);
        assertThat(callers.provisioning()
                        .lineStatus(RegistrationForms.line(form))
                        .text("/status"))
                .isEqualTo("NOT_REGISTERED");
        sweeping.pass(1);
        assertThat(findings(registration)).isZero();
    }

    @ParameterizedTest
    @DisplayName("forged and borrowed documents are for the police")
    @CsvSource({"IMPERSONATION, true", "FORGED, true", "DOCUMENT_REFUSED, false"})
    @Tag("R-18")
    void aForgedOrBorrowedDocumentIsReferred(String reason, boolean referred) {
        var form = manual().with("livePhoto", EvidenceForms.photo(callers.clerk()));
        var registration = callers.clerk().sign(form).mustBe(202).registration();
        decide("reviewer-1", registration, refusal(reason)).mustBe(200);
        var referral = referrals().stream()
                .filter(each -> each.path("registrationId").asText().equals(registration))
                .toList();
        assertThat(referral).hasSize(referred ? 1 : 0);
        referral.forEach(each -> {
            assertThat(each.path("reason").asText()).isEqualTo(reason);
            assertThat(each.path("images").asInt()).isEqualTo(1);
        });
    }

    @Test
    void aDecisionIsTakenOnceAndRepeatedAsOften() {
        var registration = callers.clerk().sign(manual()).mustBe(202).registration();
        var desk = key(callers.named("reviewer-1"));
        var first = desk.post(path(registration), approval().json()).mustBe(200);
        assertThat(desk.post(path(registration), approval().json()).mustBe(200).body())
                .isEqualTo(first.body());
        desk.post(path(registration), refusal("FORGED").json()).mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
        decide("reviewer-1", registration, refusal("FORGED")).mustRefuse(409, "REVIEW_DECIDED");
    }

    @Test
    void ofManyDecisionsAtOnceOneHolds() {
        var registration = callers.clerk().sign(manual()).mustBe(202).registration();
        var codes = InParallel.run(
                6, caller -> decide("reviewer-1", registration, caller % 2 == 0 ? approval() : refusal("FORGED"))
                        .status());
        assertThat(codes).containsOnlyOnce(200).contains(409);
    }

    @Test
    void whatIsNotThereOrAnotherOperatorsIsNotFound() {
        var registration = callers.clerk().sign(manual()).mustBe(202).registration();
        decide("reviewer-1-ridge", registration, approval()).mustRefuse(404, "NOT_FOUND");
        decide("reviewer-1", UUID.randomUUID().toString(), approval()).mustRefuse(404, "NOT_FOUND");
        decide("reviewer-1", "x", approval()).mustRefuse(404, "NOT_FOUND");
        var active =
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        decide("reviewer-1", active, approval()).mustRefuse(409, "REVIEW_DECIDED");
    }

    @ParameterizedTest
    @CsvSource({
        "{}, 422, FIELD_REQUIRED",
        "{\"decision\":\"refuse\"}, 422, FIELD_REQUIRED",
        "{\"decision\":\"perhaps\"}, 400, INVALID_ARGUMENT",
        "{\"decision\":\"refuse\"|\"reason\":\"CARD_LIMIT\"}, 400, INVALID_ARGUMENT",
        "{\"decision\":\"approve\"|\"reason\":\"FORGED\"}, 422, FIELD_NOT_ALLOWED"
    })
    void aDecisionThatCanBeNoneIsRefused(String body, int status, String code) {
        var registration = callers.clerk().sign(manual()).mustBe(202).registration();
        key(callers.named("reviewer-1"))
                .post(path(registration), body.replace('|', ','))
                .mustRefuse(status, code);
        callers.named("reviewer-1")
                .post(path(registration), approval().json())
                .mustRefuse(400, "IDEMPOTENCY_KEY_REQUIRED");
    }

    @Test
    @DisplayName("an application that is not reviewed in time expires")
    @Tag("FA-1")
    void applicationWithoutADecisionExpires() {
        var registration = callers.clerk().sign(manual()).mustBe(202).registration();
        clock.moveBy(Duration.ofDays(7).plusMinutes(1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(registration)).isEqualTo("EXPIRED"));
    }

    @Test
    @DisplayName("the reviewer sees document and photo, for this purpose and no other")
    @Tag("P-13.3")
    void theReviewerSeesWhatIsOnTheDocument() {
        var form = manual();
        callers.clerk().sign(form).mustBe(202);
        var desk = callers.named("reviewer-1");
        var question =
                RegistrationForms.audit(form).with("purpose", "REGISTRATION").with("fields", List.of("name"));
        assertThat(desk.lookUp(question).mustBe(200).text("/subscriber/name")).isEqualTo(form.text("subscriber.name"));
        desk.lookUp(RegistrationForms.audit(form)).mustRefuse(403, "PURPOSE_NOT_ALLOWED");
    }

    @ParameterizedTest
    @DisplayName(
            "an applicant who shows no document or gives no data is refused, on record, and nothing of the person is kept")
    @CsvSource({"document_refused, DOCUMENT_REFUSED", "data_refused, DATA_REFUSED"})
    @Tag("R-10a")
    @Tag("R-10b")
    void applicantsRefusalIsRecordedWithItsReason(String reason, String code) {
        var form = RegistrationForms.mobile().with("refusal.reason", reason);
        var bare = form.without("subscriber").without("match").without("livePhoto");
        long before = refusals(code);
        callers.clerk().sign(bare).mustRefuse(422, code).mustHelp();
        callers.clerk().sign(form).mustRefuse(422, code).mustHelp();
        assertThat(refusals(code)).isEqualTo(before + 2);
        assertThat(callers.provisioning()
                        .lineStatus(RegistrationForms.line(form))
                        .text("/mayActivate"))
                .isEqualTo("false");
    }

    @Test
    @DisplayName("a forged document ends the application, goes to the police queue, and its image is kept")
    @Tag("R-18")
    void aForgedDocumentAtTheCounterIsReferredOnce() {
        var copy = EvidenceForms.copy(callers.clerk());
        var form = RegistrationForms.mobile().with("refusal.reason", "forged").with("refusal.evidence", List.of(copy));
        var key = UUID.randomUUID().toString();
        int before = referrals().size();
        callers.clerk().sign(key, form).mustRefuse(422, "FORGED").mustHelp();
        callers.clerk().sign(key, form).mustRefuse(422, "FORGED");
        var referrals = referrals();
        assertThat(referrals).hasSize(before + 1);
        assertThat(referrals.get(0).path("images").asInt()).isEqualTo(1);
        assertThat(referrals.toString()).doesNotContain(form.text("subscriber.document.number"));
        callers.clerk().sign(form).mustRefuse(422, "EVIDENCE_NOT_USABLE");
    }

    @Test
    @DisplayName("images of an applicant who declined are not kept with the refusal")
    @Tag("R-10a")
    void refusalOfDataTakesNoImages() {
        var form = RegistrationForms.mobile()
                .with("refusal.reason", "data_refused")
                .with("refusal.evidence", List.of(EvidenceForms.copy(callers.clerk())));
        callers.clerk().sign(form).mustRefuse(422, "FIELD_NOT_ALLOWED");
        callers.clerk().sign(form.with("refusal.reason", "tired")).mustRefuse(400, "INVALID_ARGUMENT");
    }

    private static RequestForm manual() {
        return RegistrationForms.mobile().with("match.by", "face").with("match.result", "manual");
    }

    private static RequestForm approval() {
        return RequestForm.empty().with("decision", "approve");
    }

    private static RequestForm refusal(String reason) {
        return RequestForm.empty().with("decision", "refuse").with("reason", reason);
    }

    private ApiReply decide(String user, String registration, RequestForm decision) {
        return key(callers.named(user)).post(path(registration), decision.json());
    }

    private static ApiCaller key(ApiCaller caller) {
        return caller.with("Idempotency-Key", UUID.randomUUID().toString());
    }

    private static String path(String registration) {
        return "/v1/reviews/" + registration + "/decision";
    }

    private JsonNode waiting(String registration) {
        return elements(callers.named("reviewer-1")
                        .get("/v1/reviews")
                        .mustBe(200)
                        .json()
                        .path("reviews"))
                .stream()
                .filter(each -> each.path("registrationId").asText().equals(registration))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> referrals() {
        return elements(callers.named("officer-1")
                .get("/v1/referrals")
                .mustBe(200)
                .json()
                .path("referrals"));
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private String status(String registration) {
        return superuser
                .texts("SELECT status FROM registry.registration WHERE public_id = ?::uuid", registration)
                .get(0);
    }

    private long refusals(String code) {
        return superuser.number(
                "SELECT count(*) FROM audit.entry WHERE act = 'REGISTRATION_REFUSED' AND decision = 'REFUSED'"
                        + " AND store = 'S-101' AND reason = ?",
                code);
    }

    private long findings(String registration) {
        return superuser.number(
                "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid",
                registration);
    }
}
