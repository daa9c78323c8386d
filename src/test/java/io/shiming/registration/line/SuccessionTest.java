package io.shiming.registration.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.ConnectionCutter;
import io.shiming.fixture.EventsOf;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.PausedJobs;
import io.shiming.fixture.PersonRows;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.registration.integrity.Sweeping;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A number goes on with another holder, another card, at another place. */
@QuarkusTest
class SuccessionTest {
    @Inject
    ApiCallers callers;

    @Inject
    PersonRows personRows;

    @Inject
    Superuser superuser;

    @Inject
    AuthorityStandIn authority;

    @Inject
    Scheduler scheduler;

    @Inject
    Sweeping sweeping;

    ConnectionCutter connectionCutter; // put here by StandIns
    LongAdder roundTrips; // and this

    @Test
    @Tag("R-3b")
    void aTransferClosesTheOldHoldersLineAndOpensTheNewOnes() throws Exception {
        // Given
        var from = RegistrationForms.mobile();
        var old = callers.clerk().sign(from).mustBe(201).registration();
        var to = RegistrationForms.mobile();
        // When
        var transfer = RegistrationForms.transfer(from, to);
        var next = callers.clerk().sign(transfer).mustBe(201).registration();
        // Then
        assertThat(provisioning().lineStatus(RegistrationForms.line(from)).registration())
                .isEqualTo(next);
        assertThat(callers.clerk().standing(old).text("/lineStatus")).isEqualTo("CLOSED");
        assertThat(callers.clerk().standing(next).text("/lineStatus")).isEqualTo("ACTIVE");
        assertThat(personRows.counted(from) + " " + personRows.counted(transfer))
                .isEqualTo("0 1");
        assertThat(linked(next)).containsExactly(old);
        assertThat(EventsOf.registration(provisioning(), old))
                .containsExactly("registration.active", "line.transferred", "billing_stop");
        assertThat(callers.auditor()
                        .lookUp(RegistrationForms.audit(from).with("fields", List.of("name")))
                        .text("/subscriber/name"))
                .isEqualTo(to.text("subscriber.name"));
        sweeping.pass(1);
        assertThat(findings(old) + findings(next)).isZero();
    }

    @Test
    @Tag("R-3b")
    void theLinkOfTwoRegistrationsIsBoundToTheLog() throws Exception {
        var from = signed(RegistrationForms.mobile());
        var next = callers.clerk()
                .sign(RegistrationForms.transfer(from, RegistrationForms.mobile()))
                .mustBe(201)
                .registration();
        superuser.run(
                "SET session_replication_role = replica; UPDATE registry.succession SET predecessor = gen_random_uuid()"
                        + " WHERE registration_id = (SELECT registration_id FROM registry.registration WHERE public_id = '"
                        + next + "')");
        sweeping.pass(1);
        assertThat(findings(next)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 0})
    @Tag("R-3b")
    void aTransferThatIsCutOffIsDoneWhollyOrNotAtAll(int statements) {
        // Given
        var from = signed(RegistrationForms.mobile());
        var transfer = RegistrationForms.transfer(from, RegistrationForms.mobile());
        var key = UUID.randomUUID().toString();
        PausedJobs.database(scheduler, roundTrips, superuser);
        try {
            // When: the line to the database is cut after the closing, the signing, the link, the task, or the commit
            boolean both = statements == 0;
            if (both) connectionCutter.cutAtCommit();
            else connectionCutter.cutAfter(statements);
            callers.clerk().sign(key, transfer).mustRefuse(503, "UNAVAILABLE");
            assertThat(connectionCutter.areOpen()).isFalse();
            // Then
            assertThat(personRows.registrations(transfer)).isEqualTo(both ? 1 : 0);
            assertThat(personRows.openCards(from)).isEqualTo(both ? 0 : 1);
            assertThat(personRows.counted(from)).isEqualTo(both ? 0 : 1);
            assertThat(personRows.counted(transfer)).isEqualTo(both ? 1 : 0);
            assertThat(personRows.openCards(transfer)).isEqualTo(both ? 1 : 0);
            // And the same key brings it to its end
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> callers.clerk().sign(key, transfer).mustBe(201));
            assertThat(personRows.registrations(transfer)).isEqualTo(1);
            assertThat(personRows.counted(from) + " " + personRows.counted(transfer))
                    .isEqualTo("0 1");
        } finally {
            scheduler.resume();
        }
    }

    @Test
    @Tag("R-3b")
    void whoHasFiveCardsGetsNoSixthByTransferAndTheOldHolderKeepsIt() {
        // Given
        var full = withCards(5);
        var from = signed(RegistrationForms.mobile());
        // When
        var refusal = callers.clerk().sign(RegistrationForms.transfer(from, full));
        // Then
        refusal.mustRefuse(409, "CARD_LIMIT").mustHelp();
        assertThat(personRows.openCards(from)).isEqualTo(1);
        assertThat(status(from)).isEqualTo("ACTIVE");
        // And who gives one of five away may open another
        callers.clerk()
                .sign(RegistrationForms.transfer(full, RegistrationForms.mobile()))
                .mustBe(201);
        signed(RegistrationForms.anotherMobile(full));
        assertThat(personRows.counted(full)).isEqualTo(5);
    }

    @Test
    @Tag("N-5")
    void ofTransfersAndOpeningsAtTheSameMomentOnlyAsManySucceedAsThereIsRoomFor() {
        // Given
        var person = withCards(3);
        var gifts = new ArrayList<RequestForm>();
        for (int i = 0; i < 5; i++) gifts.add(signed(RegistrationForms.mobile()));
        // When
        var answers = InParallel.run(10, i -> callers.clerk()
                .sign(
                        i < 5
                                ? RegistrationForms.transfer(gifts.get(i), person)
                                : RegistrationForms.anotherMobile(person)));
        // Then
        assertThat(answers).filteredOn(each -> each.status() == 201).hasSize(2);
        assertThat(answers)
                .filteredOn(each -> each.status() != 201)
                .allSatisfy(each -> each.mustRefuse(409, "CARD_LIMIT"));
        assertThat(personRows.counted(person)).isEqualTo(5);
        assertThat(personRows.openCards(person)).isEqualTo(5);
        assertThat(gifts)
                .allSatisfy(gift -> assertThat(personRows.counted(gift)).isEqualTo(personRows.openCards(gift)));
    }

    @Test
    @Tag("R-3b")
    void twoPeopleWhoSwapNumbersAtTheSameMomentDoNotBlockEachOther() {
        for (int round = 0; round < 5; round++) {
            var one = signed(RegistrationForms.mobile());
            var other = signed(RegistrationForms.mobile());
            var answers = InParallel.run(2, i -> callers.clerk()
                    .sign(i == 0 ? RegistrationForms.transfer(one, other) : RegistrationForms.transfer(other, one)));
            answers.forEach(each -> each.mustBe(201));
            assertThat(personRows.counted(one) + " " + personRows.counted(other))
                    .isEqualTo("1 1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"formerHolder", "formerHolder.document", "formerHolder.release"})
    @Tag("R-3b")
    void aTransferNeedsTheFormerHolderWithDocumentAndRelease(String missing) {
        var from = signed(RegistrationForms.mobile());
        callers.clerk()
                .sign(RegistrationForms.transfer(from, RegistrationForms.mobile())
                        .without(missing))
                .mustRefuse(422, "FORMER_HOLDER_REQUIRED")
                .mustHelp();
        assertThat(personRows.openCards(from)).isEqualTo(1);
    }

    @Test
    @Tag("R-3b")
    void theFormerHoldersDocumentIsHeldToTheSameRules() {
        var from = signed(RegistrationForms.mobile());
        var transfer = RegistrationForms.transfer(from, RegistrationForms.mobile());
        callers.clerk()
                .sign(transfer.with("formerHolder.capture.method", "manual"))
                .mustRefuse(422, "READER_REQUIRED")
                .mustHelp();
        callers.clerk()
                .sign(transfer.with("formerHolder.document.expiresOn", "2020-01-01"))
                .mustRefuse(422, "DOCUMENT_EXPIRED")
                .mustHelp();
        callers.clerk()
                .sign(transfer.with("formerHolder.name", "测不符"))
                .mustRefuse(422, "IDENTITY_MISMATCH")
                .mustHelp();
        assertThat(personRows.openCards(from)).isEqualTo(1);
    }

    @Test
    @Tag("R-3b")
    void onlyTheHolderTransfersAndRefusalsDiscloseNoHolder() {
        // Given
        var from = signed(RegistrationForms.mobile());
        var stranger = signed(RegistrationForms.mobile());
        var to = RegistrationForms.mobile();
        // When
        var notHis = callers.clerk()
                .sign(RegistrationForms.transfer(from, to)
                        .with("formerHolder.document", stranger.json().at("/subscriber/document"))
                        .with("formerHolder.name", stranger.text("subscriber.name")));
        var unknown = callers.clerk().sign(RegistrationForms.transfer(from, to).with("service.number", "13100000001"));
        // Then
        notHis.mustRefuse(409, "NOT_HOLDER").mustHelp();
        assertThat(unknown.appearance()).isEqualTo(notHis.appearance());
        callers.clerk()
                .sign(RegistrationForms.again("reissue", from, to))
                .mustRefuse(409, "NOT_HOLDER")
                .mustHelp();
        assertThat(personRows.openCards(from)).isEqualTo(1);
    }

    @Test
    @DisplayName("a line that is held does not wait for a review; the second pair of eyes looks at once")
    @Tag("R-3b")
    @Tag("FA-1")
    void aSuccessionInDoubtNeedsTheSecondReviewerAtOnce() {
        // Given
        var form = signed(RegistrationForms.mobile());
        var unseen = RegistrationForms.again("reissue", form, form)
                .with("match.by", "face")
                .with("match.result", "manual");
        // When
        callers.clerk().sign(unseen).mustRefuse(422, "SECOND_REVIEWER_REQUIRED").mustHelp();
        // Then
        assertThat(personRows.registrations(unseen)).isEqualTo(1);
        assertThat(personRows.openCards(form)).isEqualTo(1);
        // When
        var beside = callers.clerk().with("Second-Reviewer", callers.token("clerk-3"));
        // Then
        beside.sign(unseen).mustBe(201);
        assertThat(personRows.openCards(form)).isEqualTo(1);
    }

    @Test
    @Tag("R-3b")
    void transferToTheSameHolderIsRefused() {
        var from = signed(RegistrationForms.mobile());
        callers.clerk().sign(RegistrationForms.transfer(from, from)).mustRefuse(422, "EVENT_NOT_APPLICABLE");
    }

    @Test
    @Tag("R-3b")
    void aFormerHolderBelongsToATransferOnly() {
        var from = signed(RegistrationForms.mobile());
        callers.clerk()
                .sign(RegistrationForms.transfer(from, from).with("event", "reissue"))
                .mustRefuse(422, "FIELD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @CsvSource({"fixed", "internet"})
    @Tag("R-3b")
    void relocationNeedsANewSigningWithTheNewAddress(String service) {
        // Given
        var form = service.equals("fixed") ? RegistrationForms.fixed() : RegistrationForms.internet();
        var old = callers.clerk().sign(form).mustBe(201).registration();
        var moved = RegistrationForms.again("relocate", form, form).with("service.installationAddress", "测试省样例市新安装路9号");
        // When
        callers.clerk().sign(moved.without("service.installationAddress")).mustRefuse(422, "FIELD_REQUIRED");
        var next = callers.clerk().sign(moved).mustBe(201).registration();
        // Then
        assertThat(provisioning().lineStatus(RegistrationForms.line(form)).registration())
                .isEqualTo(next);
        assertThat(EventsOf.registration(provisioning(), old)).containsExactly("registration.active", "line.relocated");
        assertThat(EventsOf.registration(provisioning(), next)).containsExactly("registration.active");
    }

    @Test
    @Tag("R-3b")
    void aRelocationCannotBeSkippedByInstallingTheNumberAgain() {
        var form = signed(RegistrationForms.fixed());
        callers.clerk().sign(form).mustRefuse(409, "NUMBER_TAKEN").mustAdvise();
    }

    @Test
    @Tag("R-3b")
    void aNewCardForOnesOwnNumberIsNoSixthCard() {
        // Given
        var person = withCards(5);
        // When
        var old = provisioning().lineStatus(RegistrationForms.line(person)).registration();
        callers.clerk().sign(RegistrationForms.again("reissue", person, person)).mustBe(201);
        // Then
        assertThat(personRows.counted(person)).isEqualTo(5);
        assertThat(personRows.openCards(person)).isEqualTo(5);
        assertThat(EventsOf.registration(provisioning(), old)).containsExactly("registration.active", "line.reissued");
        callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustRefuse(409, "CARD_LIMIT");
    }

    @Test
    @Tag("R-3b")
    void cardsReissuedAtTheSameMomentLeaveOneLine() {
        var person = signed(RegistrationForms.mobile());
        var answers = InParallel.run(6, i -> callers.clerk().sign(RegistrationForms.again("reissue", person, person)));
        assertThat(answers).filteredOn(each -> each.status() == 201).isNotEmpty();
        assertThat(answers).allSatisfy(each -> assertThat(each.status()).isIn(201, 503));
        assertThat(personRows.counted(person)).isEqualTo(1);
        assertThat(personRows.openCards(person)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "lost, 201",
        "subscriber_request, 201",
        "fraud_suspect, 409",
        "unregistered, 409",
        "authority_order, 409"
    })
    @Tag("R-3b")
    void aBarredLineDoesNotSlipAwayToANewCard(String reason, int status) {
        // Given
        var person = signed(RegistrationForms.mobile());
        provisioning().suspend(person, reason).mustBe(200);
        // When
        var answer = callers.clerk().sign(RegistrationForms.again("reissue", person, person));
        // Then
        answer.mustBe(status);
        if (status == 409) {
            answer.mustRefuse(409, "LINE_BARRED").mustHelp();
            callers.clerk()
                    .sign(RegistrationForms.transfer(person, RegistrationForms.mobile()))
                    .mustRefuse(409, "LINE_BARRED")
                    .mustHelp();
        }
    }

    @Test
    @Tag("R-3b")
    void aClosedLineHasNoSuccessor() {
        var person = signed(RegistrationForms.mobile());
        provisioning().close(person).mustBe(200);
        callers.clerk().sign(RegistrationForms.again("reissue", person, person)).mustRefuse(409, "NOT_HOLDER");
    }

    @Test
    @Tag("R-3b")
    void whileTheAuthorityIsAwayNothingChangesHands() {
        // Given
        var from = signed(RegistrationForms.mobile());
        var transfer = RegistrationForms.transfer(from, RegistrationForms.mobile());
        authority.is(Mood.DOWN);
        // When
        var answer = callers.clerk().sign(transfer);
        authority.isBack();
        // Then
        answer.mustRefuse(503, "UNAVAILABLE");
        assertThat(personRows.registrations(transfer)).isZero();
        assertThat(status(from)).isEqualTo("ACTIVE");
    }

    @Test
    @Tag("R-3b")
    void aRepeatedTransferIsMadeOnce() {
        // Given
        var from = signed(RegistrationForms.mobile());
        var transfer = RegistrationForms.transfer(from, RegistrationForms.mobile());
        var key = UUID.randomUUID().toString();
        // When
        var answers = InParallel.run(6, i -> callers.clerk().sign(key, transfer));
        // Then
        assertThat(answers)
                .extracting(ApiReply::body)
                .containsOnly(answers.get(0).mustBe(201).body());
        assertThat(personRows.registrations(transfer)).isEqualTo(1);
    }

    @Test
    @Tag("R-3a")
    void aSuccessorHasAContractOfItsOwn() {
        var from = signed(RegistrationForms.mobile());
        callers.clerk()
                .sign(RegistrationForms.transfer(from, RegistrationForms.mobile())
                        .without("contractRef"))
                .mustRefuse(422, "CONTRACT_REQUIRED");
    }

    @Test
    @Tag("DR-3")
    void addingAFeatureIsTakenAsAFreshVerificationAndNeverDemanded() {
        // Given
        var person = signed(RegistrationForms.fixed());
        assertThat(status(person)).isEqualTo("ACTIVE");
        // When
        var next = callers.clerk()
                .sign(RegistrationForms.again("add_feature", person, person))
                .mustBe(201)
                .registration();
        // Then
        assertThat(provisioning().lineStatus(RegistrationForms.line(person)).registration())
                .isEqualTo(next);
    }

    private RequestForm withCards(int cards) {
        var person = signed(RegistrationForms.mobile());
        for (int card = 2; card <= cards; card++) signed(RegistrationForms.anotherMobile(person));
        return person;
    }

    private RequestForm signed(RequestForm form) {
        callers.clerk().sign(form).mustBe(201);
        return form;
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

    private List<String> linked(String registration) {
        return superuser.texts(
                "SELECT predecessor::text FROM registry.succession s JOIN registry.registration r"
                        + " USING (person_id, registration_id) WHERE r.public_id = ?::uuid",
                registration);
    }

    private long findings(String registration) {
        return superuser.number(
                "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid",
                registration);
    }
}
