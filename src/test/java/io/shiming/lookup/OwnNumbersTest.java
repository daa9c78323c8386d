package io.shiming.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.TestClock;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which numbers are in my name, for the proven holder, and the dispute about one of them. */
@QuarkusTest
public class OwnNumbersTest {
    public static final String OWN_NUMBERS = "/v1/subjects/self/numbers";
    private static final String DISPUTES = "/v1/disputes";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    AuthorityStandIn authority;

    @Inject
    TestClock clock;

    @AfterEach
    void toAHealthyAuthority() {
        clock.beRight();
        authority.isBack();
    }

    @Test
    @Tag("N-10")
    void theProvenHolderSeesEveryLineMasked() {
        // Given
        var person = RegistrationForms.mobile();
        var fixed = RegistrationForms.anotherFixed(person);
        var internet = RegistrationForms.anotherInternet(person);
        var registered = List.of(
                callers.clerk().sign(person).mustBe(201).registration(),
                callers.clerk().sign(fixed).mustBe(201).registration(),
                callers.clerk().sign(internet).mustBe(201).registration());
        // When
        var answer = ask(person).mustBe(200);
        // Then
        var found = new ArrayList<String>();
        answer.json()
                .at("/numbers")
                .forEach(each -> found.add(each.at("/registrationId").asText()));
        assertThat(found).containsExactlyElementsOf(registered);
        assertThat(answer.text("/numbers/0/number"))
                .startsWith("+86")
                .contains("*")
                .endsWith(last4(person));
        assertThat(answer.text("/numbers/0/status")).isEqualTo("ACTIVE");
        answer.mustNotTell(person.personal()).mustNotTell(fixed.personal()).mustNotTell(internet.personal());
    }

    @Test
    @Tag("N-10")
    void aLineThatIsClosedIsDisputedToo() {
        // Given
        var person = RegistrationForms.mobile();
        var closed = callers.clerk().sign(person).mustBe(201).registration();
        callers.provisioning().close(person).mustBe(200);
        // When
        var dispute = RequestForm.empty()
                .with("query", ask(person).mustBe(200).auditEntry())
                .with("registrationId", closed)
                .with("claim", "not_mine");
        // Then
        var filed = callers.clerk().keyed().post(DISPUTES, dispute.json()).mustBe(201);
        assertThat(filed.text("/status")).isEqualTo("FILED");
    }

    @Test
    @Tag("N-10")
    void theReadingIsInTheLogAsThePersonsOwn() {
        // Given
        var person = RegistrationForms.mobile();
        callers.clerk().sign(person).mustBe(201);
        // When
        var answer = ask(person).mustBe(200);
        // Then
        assertThat(answer.auditEntry()).isEqualTo(answer.text("/receipt/entryId"));
        assertThat(superuser.texts(
                        "SELECT act || ' ' || purpose || ' ' || (convert_from(bytes, 'UTF8')::jsonb ->> 'legalBasis')"
                                + " || ' ' || encode(leaf_hash, 'hex') FROM audit.entry WHERE entry_id = ?::uuid",
                        answer.auditEntry()))
                .containsExactly("OWN_NUMBERS_READ DATA_SUBJECT_REQUEST PERSONS_OWN_REQUEST "
                        + answer.text("/receipt/leafHash"));
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.subject_entry WHERE entry_id = ?::uuid", answer.auditEntry()))
                .isEqualTo(1);
    }

    @Test
    @Tag("N-10")
    void whoHasNoLineIsToldSoAndItIsInTheLogToo() {
        var answer = ask(RegistrationForms.mobile()).mustBe(200);
        assertThat(answer.json().at("/numbers").size()).isZero();
        assertThat(superuser.number("SELECT count(*) FROM audit.entry WHERE entry_id = ?::uuid", answer.auditEntry()))
                .isEqualTo(1);
    }

    @Test
    @Tag("N-10")
    void whoIsNotProvenLearnsNothing() {
        // Given
        var person = RegistrationForms.mobile();
        callers.clerk().sign(person).mustBe(201);
        var good = question(person);
        // When, Then
        refused(good.without("match"), 422, "FACE_MATCH_REQUIRED");
        refused(good.with("match.result", "fail"), 422, "IMPERSONATION");
        refused(good.with("match.result", "manual"), 422, "SECOND_REVIEWER_REQUIRED");
        refused(good.with("capture.method", "manual"), 422, "READER_REQUIRED");
        refused(good.without("holder.document"), 422, "DOCUMENT_REQUIRED");
        refused(good.with("holder.name", "测不符"), 422, "IDENTITY_MISMATCH");
        refused(good.with("religion", "x"), 422, "FIELD_NOT_ALLOWED");
    }

    @Test
    @Tag("N-10")
    void withoutTheAuthorityNoNumberIsShown() {
        // Given
        var person = RegistrationForms.mobile();
        callers.clerk().sign(person).mustBe(201);
        // When
        authority.is(Mood.DOWN);
        // Then
        ask(person).mustRefuse(503, "UNAVAILABLE").mustNotTell(person.personal());
    }

    @Test
    @Tag("N-10")
    void anotherOperatorsLinesAreNotShown() {
        var person = RegistrationForms.mobile();
        callers.clerk().sign(person).mustBe(201);
        var answer = callers.named("clerk-1-ridge")
                .post(OWN_NUMBERS, question(person).json())
                .mustBe(200);
        assertThat(answer.json().at("/numbers").size()).isZero();
    }

    @Test
    @Tag("N-10")
    void aDisputeIsFiledByTheHolderAndDecidedOnce() {
        // Given
        var person = RegistrationForms.mobile();
        var registration = callers.clerk().sign(person).mustBe(201).registration();
        var query = ask(person).mustBe(200).auditEntry();
        // When
        var filed = file(query, registration).mustBe(201);
        // Then
        assertThat(filed.text("/status")).isEqualTo("FILED");
        file(query, registration).mustRefuse(409, "DISPUTE_FILED_ALREADY");
        var decided = decide("officer-1", filed, "uphold").mustBe(200);
        assertThat(decided.text("/status")).isEqualTo("UPHELD");
        assertThat(decided.text("/registrationId")).isEqualTo(registration);
        decide("officer-1", filed, "dismiss").mustRefuse(409, "DISPUTE_DECIDED");
        assertThat(superuser.texts("SELECT kind FROM registry.event WHERE subject_id = ?::uuid", registration))
                .contains("dispute.upheld");
    }

    @Test
    @Tag("N-10")
    void ofDisputesAndDecisionsAtTheSameTimeOneIsKept() {
        // Given
        var person = RegistrationForms.mobile();
        var registration = callers.clerk().sign(person).mustBe(201).registration();
        var query = ask(person).mustBe(200).auditEntry();
        // When
        var filed = InParallel.run(4, i -> file(query, registration));
        var dispute = one(filed, 201, "DISPUTE_FILED_ALREADY");
        var decided = InParallel.run(4, i -> decide("officer-1", dispute, i % 2 == 0 ? "uphold" : "dismiss"));
        // Then
        var kept = one(decided, 200, "DISPUTE_DECIDED");
        assertThat(superuser.texts(
                        "SELECT kind FROM registry.event WHERE subject_id = ?::uuid AND kind LIKE 'dispute.%'",
                        registration))
                .containsExactly("dispute." + kept.text("/status").toLowerCase(Locale.ROOT));
    }

    /** The one of the answers that was done; each of the others is this refusal. */
    private static ApiReply one(List<ApiReply> answers, int done, String refusal) {
        var kept = answers.stream().filter(each -> each.status() == done).toList();
        assertThat(kept).hasSize(1);
        answers.stream().filter(each -> each.status() != done).forEach(each -> each.mustRefuse(409, refusal));
        return kept.get(0);
    }

    @Test
    @Tag("N-10")
    void onlyTheHoldersOwnAnswerOfTheLastHourProvesWhoDisputes() {
        // Given
        var person = RegistrationForms.mobile();
        var registration = callers.clerk().sign(person).mustBe(201).registration();
        var stranger = RegistrationForms.mobile();
        callers.clerk().sign(stranger).mustBe(201);
        var theirs = ask(stranger).mustBe(200).auditEntry();
        var own = ask(person).mustBe(200).auditEntry();
        // When, Then
        file(theirs, registration).mustRefuse(404, "NOT_FOUND");
        file(UUID.randomUUID().toString(), registration).mustRefuse(404, "NOT_FOUND");
        file("clerk-2", own, registration).mustRefuse(404, "NOT_FOUND");
        clock.moveBy(Duration.ofMinutes(61));
        file(own, registration).mustRefuse(404, "NOT_FOUND");
        clock.beRight();
        decide("officer-1-ridge", file(own, registration).mustBe(201), "uphold").mustRefuse(404, "NOT_FOUND");
    }

    @Test
    void aRepeatedDisputeGetsTheSameAnswer() {
        // Given
        var person = RegistrationForms.mobile();
        var registration = callers.clerk().sign(person).mustBe(201).registration();
        var request = request(ask(person).mustBe(200).auditEntry(), registration);
        var clerk = callers.clerk().with("Idempotency-Key", UUID.randomUUID().toString());
        // When
        var answers = InParallel.run(4, i -> clerk.post(DISPUTES, request.json()));
        // Then
        assertThat(answers).allSatisfy(each -> {
            each.mustBe(201);
            assertThat(each.appearance()).isEqualTo(answers.get(0).appearance());
        });
        clerk.post(DISPUTES, request.with("claim", "not_wanted").json()).mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
    }

    private void refused(RequestForm question, int status, String code) {
        callers.clerk().post(OWN_NUMBERS, question.json()).mustRefuse(status, code);
    }

    private ApiReply ask(RequestForm person) {
        return callers.clerk().post(OWN_NUMBERS, question(person).json());
    }

    public static RequestForm question(RequestForm person) {
        var json = person.json();
        return RequestForm.empty()
                .with("holder", json.get("subscriber"))
                .with("capture", json.get("capture"))
                .with("match", json.get("match"));
    }

    private static String last4(RequestForm person) {
        var number = person.text("service.number");
        return number.substring(number.length() - 4);
    }

    private ApiReply file(String query, String registration) {
        return file("clerk-1", query, registration);
    }

    private ApiReply file(String clerk, String query, String registration) {
        return callers.named(clerk)
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post(DISPUTES, request(query, registration).json());
    }

    private static RequestForm request(String query, String registration) {
        return RequestForm.empty()
                .with("query", query)
                .with("registrationId", registration)
                .with("claim", "not_mine");
    }

    private ApiReply decide(String officer, ApiReply dispute, String decision) {
        var body = RequestForm.empty()
                .with("decision", decision)
                .with("reason", "R-1")
                .json();
        return callers.named(officer)
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .send(
                        "PUT",
                        DISPUTES + "/" + dispute.text("/disputeId") + "/decision",
                        "application/json",
                        body.toString().getBytes(UTF_8));
    }
}
