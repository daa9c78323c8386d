package io.shiming.registration.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.JoinDesk;
import io.shiming.fixture.OrganisationForms;
import io.shiming.fixture.PersonRows;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.SanctionsDesk;
import io.shiming.fixture.Superuser;
import io.shiming.lookup.OwnNumbersTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One person, many documents: joined at the counter or by an officer, and split where that was wrong. */
@QuarkusTest
class PersonJoinTest {
    @Inject
    ApiCallers callers;

    @Inject
    JoinDesk desk;

    @Inject
    PersonRows rows;

    @Inject
    SanctionsDesk sanctions;

    @Inject
    Superuser superuser;

    @ParameterizedTest
    @EnumSource
    @Tag("R-9b")
    @Tag("N-5")
    @Tag("N-10")
    void whicheverDocumentIsShownItIsThePerson(SecondDocument reason) {
        // Given: the second document was used once before anybody knew
        var old = reason.first();
        var line = reviewed().sign(old).mustBe(201).registration();
        var next = reason.second();
        var fixed = RegistrationForms.anotherFixed(next);
        var other = reviewed().sign(fixed).mustBe(201).registration();
        reviewed().sign(RegistrationForms.again("reissue", old, next)).mustRefuse(409, "NOT_HOLDER");
        // When
        desk.shown(old, next).mustBe(201).mustNotTell(old.personal()).mustNotTell(next.personal());
        // Then: own numbers
        assertThat(numbers(old)).containsExactly(line, other);
        assertThat(numbers(next)).containsExactly(line, other);
        // and reissue with the one, transfer with the other
        reviewed().sign(RegistrationForms.again("reissue", old, next)).mustBe(201);
        assertThat(rows.counted(old) + rows.counted(fixed)).isOne();
        var friend = RegistrationForms.mobile();
        reviewed().sign(RegistrationForms.transfer(old, old)).mustRefuse(422, "EVENT_NOT_APPLICABLE");
        reviewed().sign(RegistrationForms.transfer(old, friend)).mustBe(201);
        assertThat(rows.counted(old) + rows.counted(fixed)).isZero();
        // and five cards, with both together
        for (int card = 1; card <= 5; card++) {
            reviewed()
                    .sign(RegistrationForms.anotherMobile(card % 2 == 0 ? old : next))
                    .mustBe(201);
        }
        for (var shown : List.of(old, next)) {
            var refused =
                    reviewed().sign(RegistrationForms.anotherMobile(shown)).mustRefuse(409, "CARD_LIMIT");
            assertThat(refused.json().at("/breakdown/mobile/ACTIVE").asInt()).isEqualTo(5);
        }
    }

    @Test
    @Tag("AF-31")
    void aSanctionOnOneDocumentHoldsForTheOther() {
        // Given
        var old = signed(RegistrationForms.mobile());
        var next = signed(RegistrationForms.mobile());
        sanctions.listed(old);
        callers.clerk().sign(RegistrationForms.anotherMobile(next)).mustBe(201);
        // When
        var join = decided(old, next);
        // Then
        callers.clerk().sign(RegistrationForms.anotherMobile(next)).mustRefuse(409, "SANCTIONED");
        desk.split(join).mustBe(200);
        callers.clerk().sign(RegistrationForms.anotherMobile(next)).mustBe(201);
    }

    @Test
    @Tag("N-5")
    void aJoinClosesNothingAndNothingNewOpensAboveFive() {
        // Given: three cards with each
        var old = withCards(3);
        var next = withCards(3);
        // When
        var join = decided(old, next);
        // Then
        assertThat(counted(old, next)).isEqualTo(6);
        assertThat(rows.openCards(old) + rows.openCards(next)).isEqualTo(6);
        callers.clerk().sign(RegistrationForms.anotherMobile(old)).mustRefuse(409, "CARD_LIMIT");
        callers.clerk().sign(RegistrationForms.anotherMobile(next)).mustRefuse(409, "CARD_LIMIT");
        // and what there is goes on
        callers.clerk().sign(RegistrationForms.again("reissue", old, next)).mustBe(201);
        assertThat(counted(old, next)).isEqualTo(6);
        // and below five it opens again
        callers.provisioning().close(next).mustBe(200);
        callers.clerk().sign(RegistrationForms.anotherMobile(old)).mustRefuse(409, "CARD_LIMIT");
        callers.provisioning().close(old).mustBe(200);
        callers.clerk().sign(RegistrationForms.anotherMobile(next)).mustBe(201);
        callers.clerk().sign(RegistrationForms.anotherMobile(old)).mustRefuse(409, "CARD_LIMIT");
        // and a split counts the lines of each
        desk.split(join).mustBe(200);
        assertThat(rows.counted(old)).isEqualTo(rows.openCards(old)).isEqualTo(2);
        assertThat(rows.counted(next)).isEqualTo(rows.openCards(next)).isEqualTo(3);
    }

    @Test
    void threeDocumentsAreOnePersonAndASplitTakesTheRightOneAway() {
        // Given
        var first = signed(RegistrationForms.mobile());
        var second = signed(RegistrationForms.mobile());
        var third = signed(RegistrationForms.mobile());
        var oneTwo = decided(first, second);
        decided(second, third);
        assertThat(numbers(first)).hasSize(3);
        // When
        desk.decided(registration(first), registration(third)).mustRefuse(409, "PERSONS_JOINED_ALREADY");
        desk.split(oneTwo).mustBe(200);
        // Then
        assertThat(numbers(first)).containsExactly(registration(first));
        assertThat(numbers(third)).containsExactly(registration(second), registration(third));
        assertThat(rows.counted(second) + rows.counted(third)).isEqualTo(2);
        desk.split(oneTwo).mustRefuse(409, "JOIN_ENDED");
    }

    @Test
    void ofTheSameJoinAtTheSameTimeOneIsMade() {
        // Given
        var old = signed(RegistrationForms.mobile());
        var next = signed(RegistrationForms.mobile());
        // When
        var answers = InParallel.run(
                4,
                i -> i % 2 == 0
                        ? desk.decided(registration(old), registration(next))
                        : desk.decided(registration(next), registration(old)));
        // Then
        assertThat(answers).filteredOn(each -> each.status() == 201).hasSize(1);
        answers.stream()
                .filter(each -> each.status() != 201)
                .forEach(each -> each.mustRefuse(409, "PERSONS_JOINED_ALREADY"));
        assertThat(counted(old, next)).isEqualTo(2);
    }

    @Test
    void aRepeatedJoinAndSplitGetTheSameAnswer() {
        // Given
        var old = signed(JoinDesk.card());
        var next = signed(JoinDesk.card());
        var clerk = callers.clerk()
                .with("Second-Reviewer", callers.token("clerk-3"))
                .with("Idempotency-Key", UUID.randomUUID().toString());
        var officer = callers.named("officer-1")
                .with("Idempotency-Key", UUID.randomUUID().toString());
        var split = RequestForm.empty().with("caseRef", "CASE-9").json();
        // When
        var joined = clerk.post(JoinDesk.JOINS, JoinDesk.both(old, next).json()).mustBe(201);
        var again = clerk.post(JoinDesk.JOINS, JoinDesk.both(old, next).json()).mustBe(201);
        var path = JoinDesk.JOINS + "/" + joined.text("/joinId") + "/split";
        var ended = officer.post(path, split).mustBe(200);
        // Then
        assertThat(again.body()).isEqualTo(joined.body());
        assertThat(officer.post(path, split).mustBe(200).body()).isEqualTo(ended.body());
        clerk.with("Second-Reviewer", callers.token("clerk-3"))
                .post(JoinDesk.JOINS, JoinDesk.both(next, old).json())
                .mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void itIsInTheOwnPartOfTheLogOfEachDocument() {
        // Given
        var old = signed(RegistrationForms.mobile());
        var next = signed(RegistrationForms.mobile());
        // When
        desk.split(decided(old, next)).mustBe(200);
        // Then
        for (var each : List.of(old, next)) {
            assertThat(superuser.texts(
                            "SELECT e.act FROM audit.entry e"
                                    + " JOIN registry.registration r USING (person_id)"
                                    + " WHERE r.public_id = ?::uuid AND e.act LIKE 'PERSONS%' ORDER BY 1",
                            registration(each)))
                    .containsExactly("PERSONS_JOINED", "PERSONS_SPLIT");
        }
    }

    @Test
    void itIsListedForTheOneWhoSplitsIt() {
        // Given
        var old = signed(RegistrationForms.mobile());
        var next = signed(RegistrationForms.mobile());
        var join = decided(old, next);
        // When
        var listed = joins("auditor-1", registration(next)).mustBe(200);
        desk.split(listed.text("/joins/0/joinId")).mustBe(200);
        // Then
        assertThat(listed.text("/joins/0/joinId")).isEqualTo(join);
        assertThat(listed.text("/joins/0/status")).isEqualTo("JOINED");
        assertThat(listed.text("/joins/0/registrationId")).isEqualTo(registration(old));
        assertThat(listed.text("/joins/0/otherRegistrationId")).isEqualTo(registration(next));
        assertThat(listed.text("/joins/0/caseRef")).isEqualTo("CASE-JOIN-1");
        var ended = joins("officer-1", registration(old)).mustBe(200);
        assertThat(ended.text("/joins/0/status")).isEqualTo("SPLIT");
        assertThat(ended.text("/joins/0/endedCase")).isEqualTo("CASE-SPLIT-1");
        assertThat(ended.json().at("/joins")).hasSize(1);
        // And no other
        joins("officer-1", UUID.randomUUID().toString()).mustRefuse(404, "NOT_FOUND");
        callers.named("officer-1").get(JoinDesk.JOINS).mustRefuse(422, "FIELD_REQUIRED");
    }

    @Test
    void documentsOfOrganisationsAreNotJoined() {
        var firm = reviewed()
                .sign(OrganisationForms.fresh().signs(RegistrationForms.fixed()))
                .mustBe(201)
                .registration();
        var person = signed(RegistrationForms.mobile());
        desk.decided(registration(person), firm).mustRefuse(422, "PERSONS_ONLY");
    }

    @Test
    void atTheCounterTwoOfTheStaffAndBothDocumentsAreNeeded() {
        // Given
        var old = signed(JoinDesk.card());
        var next = signed(JoinDesk.card());
        // Then
        callers.clerk()
                .keyed()
                .post(JoinDesk.JOINS, JoinDesk.both(old, next).json())
                .mustRefuse(422, "SECOND_REVIEWER_REQUIRED");
        desk.shown(old, next.with("match.result", "fail")).mustRefuse(422, "IMPERSONATION");
        desk.shown(old, next.with("subscriber.name", "测不符")).mustRefuse(422, "IDENTITY_MISMATCH");
        desk.shown(old, RegistrationForms.mobile())
                .mustRefuse(422, "PERSONS_DIFFER")
                .mustName("/other/holder");
        desk.shown(old, next.without("subscriber.document"))
                .mustRefuse(422, "DOCUMENT_REQUIRED")
                .mustName("/other/holder");
        assertThat(numbers(old)).containsExactly(registration(old));
    }

    @Test
    void onlyPersonsOfThisOperatorAreJoined() {
        // Given
        var old = signed(RegistrationForms.mobile());
        var theirs = RegistrationForms.mobile();
        var elsewhere = callers.named("clerk-1-ridge").sign(theirs).mustBe(201).registration();
        // Then
        desk.decided(registration(old), elsewhere).mustRefuse(404, "NOT_FOUND");
        desk.decided(registration(old), UUID.randomUUID().toString()).mustRefuse(404, "NOT_FOUND");
        desk.split(UUID.randomUUID().toString()).mustRefuse(404, "NOT_FOUND");
    }

    private ApiReply joins(String user, String registration) {
        return callers.named(user).get(JoinDesk.JOINS + "?registrationId=" + registration);
    }

    private RequestForm signed(RequestForm form) {
        callers.clerk().sign(form).mustBe(201);
        return form;
    }

    private RequestForm withCards(int cards) {
        var form = signed(RegistrationForms.mobile());
        for (int card = 2; card <= cards; card++) {
            signed(RegistrationForms.anotherMobile(form));
        }
        return form;
    }

    private String decided(RequestForm one, RequestForm other) {
        return desk.decided(registration(one), registration(other)).mustBe(201).text("/joinId");
    }

    private String registration(RequestForm form) {
        return superuser
                .texts(
                        "SELECT public_id FROM registry.registration WHERE contract_ref = ? ORDER BY registration_id",
                        form.text("contractRef"))
                .get(0);
    }

    private long counted(RequestForm one, RequestForm other) {
        return rows.counted(one) + rows.counted(other);
    }

    private List<String> numbers(RequestForm person) {
        var answer = reviewed()
                .post(
                        OwnNumbersTest.OWN_NUMBERS,
                        JoinDesk.holder(person).with("match.result", "pass").json())
                .mustBe(200);
        return ids(answer);
    }

    private static List<String> ids(ApiReply answer) {
        var found = new ArrayList<String>();
        answer.json()
                .at("/numbers")
                .forEach(each -> found.add(each.at("/registrationId").asText()));
        return found;
    }

    private ApiCaller reviewed() {
        return callers.clerk().with("Second-Reviewer", callers.token("clerk-3"));
    }
}
