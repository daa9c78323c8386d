package io.shiming.registration.application;

import static io.shiming.registration.application.Counter.ANOTHER;
import static io.shiming.registration.application.Counter.CITIZEN;
import static io.shiming.registration.application.Counter.TODAY;
import static io.shiming.registration.application.Counter.accepted;
import static io.shiming.registration.application.Counter.bornOn;
import static io.shiming.registration.application.Counter.card;
import static io.shiming.registration.application.Counter.firm;
import static io.shiming.registration.application.Counter.fixed;
import static io.shiming.registration.application.Counter.mobile;
import static io.shiming.registration.application.Counter.person;
import static io.shiming.registration.application.Counter.refusal;
import static io.shiming.registration.application.Counter.reviewed;
import static io.shiming.registration.application.Counter.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.fixture.RequestForm;
import io.shiming.identity.CompanionRecord;
import io.shiming.problem.Code;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R-3b")
class FormerHolderRulesTest {
    private static final UUID SIGNING = new UUID(1, 2);
    private static final LocalDate EIGHTEEN = TODAY.minusYears(18);
    private static final String HOLDER = card(LocalDate.of(1985, 1, 1));
    private static final String KIN = card(LocalDate.of(1986, 1, 1));
    private static final String MINOR = card(TODAY.minusYears(15));

    @ParameterizedTest
    @CsvSource({"reissue, mobile", "reverify, mobile", "add_feature, fixed", "open, mobile"})
    void onlyATransferHasAFormerHolder(String event, String service) {
        var form = transfer(Counter.of(service), HOLDER).with("event", event);
        assertThat(refusal(form)).isEqualTo(Code.FIELD_NOT_ALLOWED);
        assertThat(accepted(form.without("formerHolder")).formerHolder).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "formerHolder, FORMER_HOLDER_REQUIRED",
        "formerHolder.release, FORMER_HOLDER_REQUIRED",
        "formerHolder.document, FORMER_HOLDER_REQUIRED",
        "formerHolder.name, NAME_REQUIRED",
        "formerHolder.address, ADDRESS_REQUIRED",
        "formerHolder.capture, FIELD_REQUIRED"
    })
    void aTransferHasTheHolderWithDocumentAndRelease(String without, Code code) {
        assertThat(refusal(transfer(mobile(), HOLDER).without(without))).isEqualTo(code);
    }

    @Test
    void aHolderInPersonIsAskedAboutByAnIdOfTheSignings() {
        var holder = holder(accepted(transfer(mobile(), HOLDER)));
        assertThat(holder.documentCanonical).isEqualTo("CITIZEN:" + HOLDER);
        assertThat(holder.release).isEqualTo("RELEASE-1");
        assertThat(holder.actedBy).isNull();
        assertThat(holder.deathCertificate).isNull();
        assertThat(holder.failsACheck()).isFalse();
        var claim = holder.claim(SIGNING).orElseThrow();
        assertThat(claim.documentNumber()).isEqualTo(HOLDER);
        assertThat(claim.documentType()).isEqualTo("RIC");
        assertThat(holder.claim(SIGNING).orElseThrow().requestId()).isEqualTo(claim.requestId());
        assertThat(holder.claim(new UUID(1, 3)).orElseThrow().requestId()).isNotEqualTo(claim.requestId());
        assertThat(accepted(transfer(mobile(), HOLDER)).identity().giver()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"guardian", "agent", "kin"})
    void aHolderActsInOneWay(String other) {
        var form = transfer(fixed(), HOLDER).with("formerHolder.organisation", firm().json());
        assertThat(refusal(person(form, "formerHolder." + other, ANOTHER))).isEqualTo(Code.FIELD_NOT_ALLOWED);
    }

    @Test
    @Tag("PI-31")
    void aHolderUnderEighteenComesWithTheGuardian() {
        assertThat(holder(accepted(transfer(mobile(), card(EIGHTEEN)))).actedBy).isNull();
        var young = transfer(mobile(), card(EIGHTEEN.plusDays(1)));
        assertThat(refusal(young)).isEqualTo(Code.GUARDIAN_REQUIRED);
        assertThat(actor(accepted(ward(young))).part()).isEqualTo("guardian");
        assertThat(refusal(ward(transfer(mobile(), card(EIGHTEEN))))).isEqualTo(Code.FIELD_NOT_ALLOWED);
        assertThat(refusal(sent(transfer(fixed(), MINOR)))).isEqualTo(Code.FIELD_NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({"mobile, PROXY_FORBIDDEN", "fixed,", "internet,"})
    @Tag("R-6b")
    @Tag("N-9")
    void anAgentGivesAwayWhatAnAgentMaySignFor(String service, @Nullable Code code) {
        var form = sent(transfer(Counter.of(service), HOLDER));
        if (code == null) {
            var application = accepted(form);
            assertThat(actor(application).part()).isEqualTo("agent");
            assertThat(application.identity().giver()).contains(actor(application));
        } else {
            assertThat(refusal(form)).isEqualTo(code);
        }
    }

    @Test
    @Tag("R-8b")
    void anOrganisationGivesThroughItsHandler() {
        var holder = holder(accepted(byHandler()));
        assertThat(holder.documentCanonical).isEqualTo("ORGANISATION:MA0000007");
        assertThat(acting(holder).part()).isEqualTo("handler");
        assertThat(holder.claim(SIGNING).orElseThrow().documentNumber()).isEqualTo("91310000MA0000007L");
        assertThat(holder.failsACheck()).isFalse();
        var early = byHandler().with("formerHolder.organisation.document.number", "911100000000000001");
        assertThat(holder(accepted(early)).failsACheck()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "address", "document", "capture"})
    void anOrganisationIsNoPerson(String field) {
        var form = byHandler();
        var person = transfer(mobile(), HOLDER).json().path("formerHolder").path(field);
        assertThat(refusal(form.with("formerHolder." + field, person))).isEqualTo(Code.FIELD_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"responsiblePerson", "actualUser"})
    @Tag("D-2a")
    void whoAnsweredForANumberIsNotAskedForAgain(String part) {
        assertThat(refusal(person(byHandler(), "formerHolder.organisation." + part, KIN)))
                .isEqualTo(Code.FIELD_NOT_ALLOWED);
    }

    @Test
    @Tag("PI-49")
    void nextOfKinActForTheDeadAndTwoPeopleLookAtThePapers() {
        assertThat(refusal(dead())).isEqualTo(Code.SECOND_REVIEWER_REQUIRED);
        var holder = holder(reviewed(dead()));
        assertThat(holder.documentCanonical).isEqualTo("CITIZEN:" + HOLDER);
        assertThat(acting(holder).part()).isEqualTo("kin");
        assertThat(holder.deathCertificate).isEqualTo("DEATH-1");
        assertThat(holder.claim(SIGNING)).isEmpty(); // no register is asked about the dead
        assertThat(holder.failsACheck()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "release, KIN_PROOF_REQUIRED",
        "document, KIN_PROOF_REQUIRED",
        "document.number, DOCUMENT_REQUIRED",
        "document.type, DOCUMENT_REQUIRED",
        "kin.relation, KIN_PROOF_REQUIRED",
        "kin.kinshipProof, KIN_PROOF_REQUIRED",
        "kin.deathCertificate, KIN_PROOF_REQUIRED",
        "kin.document, KIN_PROOF_REQUIRED",
        "kin.name, NAME_REQUIRED",
        "kin.capture, FIELD_REQUIRED"
    })
    @Tag("PI-49")
    void nextOfKinShowEveryPaper(String without, Code code) {
        assertThat(refusal(dead().without("formerHolder." + without))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"kin.relation, friend", "kin.kinshipProof, no proof", "kin.deathCertificate, no certificate"})
    @Tag("PI-49")
    void aPaperThatIsNotWellFormedIsRefused(String field, String text) {
        assertThat(refusal(dead().with("formerHolder." + field, text))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spouse", "child", "parent", "sibling", "grandparent", "grandchild", "heir"})
    @Tag("PI-49")
    void kinAreThoseWhoInherit(String relation) {
        var form = dead().with("formerHolder.kin.relation", relation);
        assertThat(actor(reviewed(form)).relation()).isEqualTo(relation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "address", "capture"})
    @Tag("PI-49")
    void theDeadShowNothingThemselves(String field) {
        var living = transfer(mobile(), HOLDER).json().path("formerHolder").path(field);
        assertThat(refusal(dead().with("formerHolder." + field, living))).isEqualTo(Code.FIELD_NOT_ALLOWED);
    }

    @Test
    @Tag("PI-49")
    void kinAreAdultsAndAlive() {
        var number = "formerHolder.kin.document.number";
        assertThat(actor(reviewed(dead().with(number, card(EIGHTEEN)))).part()).isEqualTo("kin");
        assertThat(refusal(dead().with(number, card(EIGHTEEN.plusDays(1))))).isEqualTo(Code.KIN_PROOF_REQUIRED);
        assertThat(refusal(dead().with(number, HOLDER))).isEqualTo(Code.KIN_PROOF_REQUIRED);
    }

    @Test
    @Tag("R-6b")
    void anAgentServesNotHimself() {
        var form = sent(transfer(fixed(), HOLDER));
        assertThat(refusal(form.with("subscriber.document.number", ANOTHER))).isEqualTo(Code.AGENT_NOT_ELIGIBLE);
        assertThat(refusal(Counter.represented(form, ANOTHER))).isEqualTo(Code.AGENT_NOT_ELIGIBLE);
        assertThat(actor(accepted(Counter.represented(form, KIN))).part()).isEqualTo("agent");
    }

    @Test
    @Tag("R-8b")
    @Tag("PI-31")
    void twoPeopleLookAtTheLetterOfWhoGivesToHimself() {
        var taken = byHandler().with("subscriber.document.number", ANOTHER);
        assertThat(refusal(taken)).isEqualTo(Code.SECOND_REVIEWER_REQUIRED);
        assertThat(actor(reviewed(taken)).part()).isEqualTo("handler");
        var wards = ward(transfer(mobile(), MINOR)).with("subscriber.document.number", ANOTHER);
        assertThat(refusal(wards)).isEqualTo(Code.SECOND_REVIEWER_REQUIRED);
        var firms = ward(transfer(mobile(), MINOR)).with("formerHolder.guardian.document.number", ANOTHER);
        assertThat(refusal(Counter.byCompleteFirm(firms))).isEqualTo(Code.SECOND_REVIEWER_REQUIRED);
        var next = bornOn(ward(transfer(fixed(), MINOR)), TODAY.minusYears(15).minusDays(1));
        assertThat(refusal(Counter.guarded(next, ANOTHER))).isEqualTo(Code.SECOND_REVIEWER_REQUIRED);
        assertThat(actor(accepted(Counter.guarded(next, KIN))).part()).isEqualTo("guardian");
    }

    private static FormerHolder holder(Application application) {
        return Objects.requireNonNull(application.formerHolder);
    }

    private static CompanionRecord actor(Application application) {
        return acting(holder(application));
    }

    private static CompanionRecord acting(FormerHolder holder) {
        return Objects.requireNonNull(holder.actedBy);
    }

    private static RequestForm ward(RequestForm form) {
        return person(form, "formerHolder.guardian", ANOTHER)
                .with("formerHolder.guardian.relation", "parent")
                .with("formerHolder.guardian.kinshipProof", "KIN-1");
    }

    private static RequestForm sent(RequestForm form) {
        return person(form, "formerHolder.agent", ANOTHER).with("formerHolder.agent.authority", "LETTER-1");
    }

    private static RequestForm byHandler() {
        return mobile().with("event", "transfer")
                .with("subscriber.document.number", CITIZEN)
                .with("formerHolder.release", "RELEASE-1")
                .with("formerHolder.organisation", firm().json());
    }

    private static RequestForm dead() {
        var form = mobile().with("event", "transfer")
                .with("formerHolder.release", "RELEASE-1")
                .with("formerHolder.document.type", "RIC")
                .with("formerHolder.document.number", HOLDER);
        return person(form, "formerHolder.kin", KIN)
                .with("formerHolder.kin.relation", "child")
                .with("formerHolder.kin.kinshipProof", "KIN-1")
                .with("formerHolder.kin.deathCertificate", "DEATH-1");
    }
}
