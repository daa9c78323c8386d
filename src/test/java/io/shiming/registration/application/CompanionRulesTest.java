package io.shiming.registration.application;

import static io.shiming.registration.application.Counter.ANOTHER;
import static io.shiming.registration.application.Counter.CITIZEN;
import static io.shiming.registration.application.Counter.TODAY;
import static io.shiming.registration.application.Counter.bornOn;
import static io.shiming.registration.application.Counter.card;
import static io.shiming.registration.application.Counter.fixed;
import static io.shiming.registration.application.Counter.guarded;
import static io.shiming.registration.application.Counter.refusal;
import static io.shiming.registration.application.Counter.represented;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.fixture.RequestForm;
import io.shiming.identity.CompanionRecord;
import io.shiming.problem.Code;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompanionRulesTest {
    private static final LocalDate EIGHTEEN = TODAY.minusYears(18);
    private static final LocalDate SIXTEEN = TODAY.minusYears(16);

    @Test
    @Tag("PI-31")
    void aGuardianIsNeededThroughTheSixteenthBirthday() {
        assertThat(refusal(bornOn(fixed(), SIXTEEN))).isEqualTo(Code.GUARDIAN_REQUIRED);
        assertThat(part(bornOn(fixed(), SIXTEEN.minusDays(1)))).isNull();
        assertThat(part(guarded(bornOn(fixed(), SIXTEEN), ANOTHER))).isEqualTo("guardian");
    }

    @Test
    @Tag("PI-31")
    void aGuardianMaySignUntilTheEighteenthBirthday() {
        assertThat(part(guarded(bornOn(fixed(), EIGHTEEN.plusDays(1)), ANOTHER)))
                .isEqualTo("guardian");
        assertThat(refusal(guarded(bornOn(fixed(), EIGHTEEN), ANOTHER))).isEqualTo(Code.FIELD_NOT_ALLOWED);
    }

    @Test
    @Tag("PI-31")
    void aGuardianIsOfAgeFromTheEighteenthBirthday() {
        assertThat(part(guarded(minor(), card(EIGHTEEN)))).isEqualTo("guardian");
        assertThat(refusal(guarded(minor(), card(EIGHTEEN.plusDays(1))))).isEqualTo(Code.GUARDIAN_REQUIRED);
    }

    @Test
    @Tag("PI-31")
    void theMinorIsNotTheGuardian() {
        var form = passport(minor(), "subscriber", "X0000001", "2011-03-07");
        var guardian = passport(guarded(form, ANOTHER), "guardian", "X0000002", "1990-03-07");
        assertThat(part(guardian)).isEqualTo("guardian");
        assertThat(refusal(guardian.with("guardian.document.number", "X0000001")))
                .isEqualTo(Code.GUARDIAN_REQUIRED);
    }

    @ParameterizedTest
    @CsvSource({
        "guardian.relation, GUARDIAN_REQUIRED",
        "guardian.kinshipProof, GUARDIAN_REQUIRED",
        "guardian.document, GUARDIAN_REQUIRED",
        "guardian.name, NAME_REQUIRED",
        "guardian.address, ADDRESS_REQUIRED",
        "guardian.capture, FIELD_REQUIRED"
    })
    @Tag("PI-31")
    void aGuardianShowsWhatASubscriberShowsAndTheProofOfKinship(String without, Code code) {
        assertThat(refusal(guarded(minor(), ANOTHER).without(without))).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parent", "grandparent", "sibling", "appointed"})
    void aGuardianIsARelativeOrAppointed(String relation) {
        var form = guarded(minor(), ANOTHER).with("guardian.relation", relation);
        assertThat(part(form)).isEqualTo("guardian");
    }

    @ParameterizedTest
    @CsvSource({"guardian.relation, friend", "guardian.kinshipProof, no proof"})
    void aWordThatIsNoneIsRefused(String field, String text) {
        assertThat(refusal(guarded(minor(), ANOTHER).with(field, text))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    void aMinorDoesNotComeWithAGuardianAndAnAgent() {
        assertThat(refusal(represented(guarded(minor(), ANOTHER), CITIZEN))).isEqualTo(Code.FIELD_NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({"mobile, PROXY_FORBIDDEN", "iot, PROXY_FORBIDDEN", "fixed,", "internet,"})
    @Tag("N-9")
    void anAgentSignsForTheServicesThatAreSetFor(String service, @Nullable Code code) {
        var form = represented(Counter.of(service), ANOTHER);
        if (code == null) {
            assertThat(part(form)).isEqualTo("agent");
        } else {
            assertThat(refusal(form)).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "agent.authority, AGENT_DOCUMENT_REQUIRED",
        "agent.document, AGENT_DOCUMENT_REQUIRED",
        "agent.name, NAME_REQUIRED",
        "agent.address, ADDRESS_REQUIRED",
        "agent.capture, FIELD_REQUIRED"
    })
    @Tag("R-6b")
    @Tag("R-9b")
    void anAgentShowsWhatASubscriberShowsAndALetter(String without, Code code) {
        assertThat(refusal(represented(fixed(), ANOTHER).without(without))).isEqualTo(code);
    }

    @Test
    @Tag("R-6b")
    void anAgentIsAnAdultAndNotTheSubscriber() {
        assertThat(part(represented(fixed(), card(EIGHTEEN)))).isEqualTo("agent");
        assertThat(refusal(represented(fixed(), card(EIGHTEEN.plusDays(1))))).isEqualTo(Code.AGENT_NOT_ELIGIBLE);
        assertThat(refusal(represented(fixed(), CITIZEN))).isEqualTo(Code.AGENT_NOT_ELIGIBLE);
    }

    @Test
    @Tag("PI-31")
    void anAgentIsNoGuardian() {
        assertThat(refusal(represented(minor(), ANOTHER))).isEqualTo(Code.GUARDIAN_REQUIRED);
    }

    @Test
    @Tag("N-2")
    void aCompanionsDocumentIsReadLikeASubscribers() {
        assertThat(refusal(represented(fixed(), ANOTHER).with("agent.capture.method", "manual")))
                .isEqualTo(Code.READER_REQUIRED);
        assertThat(refusal(guarded(minor(), ANOTHER).with("guardian.capture.method", "manual")))
                .isEqualTo(Code.READER_REQUIRED);
    }

    private static RequestForm minor() {
        return bornOn(fixed(), TODAY.minusYears(15));
    }

    private static RequestForm passport(RequestForm form, String part, String number, String born) {
        var document = part + ".document.";
        var method = part.equals("subscriber") ? "capture.method" : part + ".capture.method";
        return form.with(document + "type", "PPT_F")
                .with(document + "number", number)
                .with(document + "issuingCountry", "UTO")
                .with(document + "birthDate", born)
                .with(method, "nfc");
    }

    /** Who signs beside the subscriber, or for one. */
    private static @Nullable String part(RequestForm form) {
        return Counter.accepted(form)
                .identity()
                .companion()
                .map(CompanionRecord::part)
                .orElse(null);
    }
}
