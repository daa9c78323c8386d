package io.shiming.limits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.SanctionsDesk;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A refused person can appeal. What an accepted appeal lifts is lifted in the same call. */
@QuarkusTest
class AppealsTest {
    private static final String APPEALS = "/v1/appeals";

    @Inject
    ApiCallers callers;

    @Inject
    SanctionsDesk desk;

    @Inject
    Superuser superuser;

    @Test
    @Tag("AF-32")
    void anAcceptedAppealLiftsASanctionInTheSameCall() {
        // Given
        var form = RegistrationForms.mobile();
        desk.listed(form);
        var appeal = file(callers.clerk().sign(form).mustRefuse(409, "SANCTIONED"), "not_me")
                .mustBe(201);
        assertThat(appeal.text("/status")).isEqualTo("FILED");
        assertThat(Duration.between(Instant.now(), Instant.parse(appeal.text("/dueAt"))))
                .isBetween(Duration.ofDays(14), Duration.ofDays(15));
        callers.clerk().sign(form).mustRefuse(409, "SANCTIONED");
        // When
        var decided = decide(appeal, "accept").mustBe(200);
        // Then
        assertThat(decided.text("/status")).isEqualTo("ACCEPTED");
        assertThat(decided.json().at("/lifted").asBoolean()).isTrue();
        callers.clerk().sign(form).mustBe(201);
    }

    @Test
    @Tag("AF-32")
    void anAcceptedAppealExemptsFromTheRule() {
        // Given
        var person = RegistrationForms.mobile();
        callers.named("clerk-1").sign(person).mustBe(201);
        callers.named("clerk-2").sign(RegistrationForms.anotherMobile(person)).mustBe(201);
        var refused =
                callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustRefuse(409, "ABNORMAL_OPENING");
        // When
        decide(file(refused, "needed"), "accept").mustBe(200);
        // Then
        callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustBe(201);
    }

    @Test
    @Tag("AF-32")
    void aRejectedAppealLiftsNothing() {
        var form = RegistrationForms.mobile();
        desk.listed(form);
        var appeal = file(callers.clerk().sign(form), "mistaken");
        var decided = decide(appeal, "reject").mustBe(200);
        assertThat(decided.json().at("/lifted").asBoolean(true)).isFalse();
        callers.clerk().sign(form).mustRefuse(409, "SANCTIONED");
    }

    @Test
    @Tag("AF-32")
    void theStatutoryNumberIsNotLiftedByAnAppeal() {
        // Given
        var person = RegistrationForms.mobile();
        callers.clerk().sign(person).mustBe(201);
        for (int card = 2; card <= 5; card++)
            callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustBe(201);
        var refused =
                callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustRefuse(409, "CARD_LIMIT");
        // When
        var decided = decide(file(refused, "mistaken"), "accept").mustBe(200);
        // Then
        assertThat(decided.json().at("/lifted").asBoolean(true)).isFalse();
        callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustRefuse(409, "CARD_LIMIT");
    }

    @Test
    void anAppealIsFiledOnceAndDecidedOnce() {
        // Given
        var form = RegistrationForms.mobile();
        desk.listed(form);
        var refused = callers.clerk().sign(form);
        var appeal = file(refused, "cleared").mustBe(201);
        // When, Then
        file(refused, "cleared").mustRefuse(409, "APPEAL_FILED_ALREADY");
        decide(appeal, "reject").mustBe(200);
        decide(appeal, "accept").mustRefuse(409, "APPEAL_DECIDED");
        callers.clerk().sign(form).mustRefuse(409, "SANCTIONED");
    }

    @Test
    void ofAppealsAndDecisionsAtTheSameTimeOneIsKept() {
        // Given
        var form = RegistrationForms.mobile();
        desk.listed(form);
        var refused = callers.clerk().sign(form);
        // When
        var filed = InParallel.run(4, i -> file(refused, "cleared"));
        var appeal = one(filed, 201, "APPEAL_FILED_ALREADY");
        var decided = InParallel.run(4, i -> decide(appeal, i % 2 == 0 ? "accept" : "reject"));
        // Then
        var kept = one(decided, 200, "APPEAL_DECIDED");
        assertThat(callers.named("officer-1")
                        .get(APPEALS + "/" + appeal.text("/appealId"))
                        .text("/status"))
                .isEqualTo(kept.text("/status"));
    }

    /** The one of the answers that was done; each of the others is this refusal. */
    private static ApiReply one(List<ApiReply> answers, int done, String refusal) {
        var kept = answers.stream().filter(each -> each.status() == done).toList();
        assertThat(kept).hasSize(1);
        answers.stream().filter(each -> each.status() != done).forEach(each -> each.mustRefuse(409, refusal));
        return kept.get(0);
    }

    @Test
    void aRepetitionGetsTheSameAnswer() {
        // Given
        var form = RegistrationForms.mobile();
        desk.listed(form);
        var request = request(callers.clerk().sign(form), "cleared");
        var clerk = callers.clerk().with("Idempotency-Key", UUID.randomUUID().toString());
        var first = clerk.post(APPEALS, request.json()).mustBe(201);
        // When
        var answers = InParallel.run(4, i -> clerk.post(APPEALS, request.json()));
        // Then
        assertThat(answers).allSatisfy(each -> assertThat(each.appearance()).isEqualTo(first.appearance()));
        clerk.post(APPEALS, request.with("grounds", "needed").json()).mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
        callers.clerk().post(APPEALS, request.json()).mustRefuse(400, "IDEMPOTENCY_KEY_REQUIRED");
    }

    @Test
    void anotherOperatorsAppealIsNotFound() {
        // Given
        var form = RegistrationForms.mobile();
        desk.listed(form);
        var refused = callers.clerk().sign(form);
        var appeal = file(refused, "not_me");
        // When, Then
        decide("officer-1-ridge", appeal, "accept").mustRefuse(404, "NOT_FOUND");
        callers.named("clerk-1-ridge")
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post(APPEALS, request(refused, "not_me").json())
                .mustRefuse(404, "NOT_FOUND");
        callers.named("officer-1-ridge")
                .get(APPEALS + "/" + appeal.text("/appealId"))
                .mustRefuse(404, "NOT_FOUND");
        callers.named("officer-1").get(APPEALS + "/" + appeal.text("/appealId")).mustBe(200);
    }

    @Test
    void malformedAppealIsRefused() {
        var form = RegistrationForms.mobile();
        desk.listed(form);
        var good = request(callers.clerk().sign(form), "not_me");
        for (var bent : List.of(
                good.without("refusal"),
                good.without("grounds"),
                good.with("grounds", "unfair"),
                good.with("evidence", "一封信"),
                good.with("refusal", UUID.randomUUID().toString()))) {
            var answer = callers.clerk()
                    .with("Idempotency-Key", UUID.randomUUID().toString())
                    .post(APPEALS, bent.json());
            assertThat(answer.status()).as(answer.body()).isIn(400, 404, 422);
        }
    }

    @Test
    void refusalKeepsReasonTimeStoreAndADigestOnly() {
        // Given
        var form = RegistrationForms.mobile();
        desk.listed(form);
        // When
        var refusal = refusalOf(callers.clerk().sign(form));
        // Then
        var kept = superuser.texts("SELECT r::text FROM registry.refusal r WHERE entry_id = ?::uuid", refusal);
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0)).contains("SANCTIONED", "D-100", "S-101");
        form.personal().forEach(secret -> assertThat(kept.get(0)).doesNotContain(secret));
        assertThat(superuser.texts("SELECT act || ' ' || reason FROM audit.entry WHERE entry_id = ?::uuid", refusal))
                .containsExactly("REGISTRATION_REFUSED SANCTIONED");
    }

    private ApiReply file(ApiReply refused, String grounds) {
        return callers.clerk()
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post(APPEALS, request(refused, grounds).json());
    }

    private static RequestForm request(ApiReply refused, String grounds) {
        return RequestForm.empty().with("refusal", refusalOf(refused)).with("grounds", grounds);
    }

    private static String refusalOf(ApiReply refused) {
        return refused.auditEntry();
    }

    private ApiReply decide(ApiReply appeal, String decision) {
        return decide("officer-1", appeal, decision);
    }

    private ApiReply decide(String officer, ApiReply appeal, String decision) {
        var path = APPEALS + "/" + appeal.text("/appealId") + "/decision";
        var body = RequestForm.empty()
                .with("decision", decision)
                .with("reason", "R-1")
                .json();
        return callers.named(officer)
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .send("PUT", path, "application/json", body.toString().getBytes(UTF_8));
    }
}
