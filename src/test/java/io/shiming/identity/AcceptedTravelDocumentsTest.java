package io.shiming.identity;

import static io.shiming.identity.Refusals.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiming.identity.document.CheckDigit;
import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.document.IssuingState;
import io.shiming.identity.document.TravelDocumentRule;
import io.shiming.identity.mrz.MachineReadableZone;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("case-B1")
@Tag("case-B2")
class AcceptedTravelDocumentsTest {
    private static final LocalDate LAST_DAY_OF_BNO = LocalDate.of(2021, 1, 30);

    private final AcceptedTravelDocuments production = AcceptedTravelDocuments.reviewed(false);
    private final AcceptedTravelDocuments trial = AcceptedTravelDocuments.reviewed(true);

    @Test
    void everyForeignStateOfIsoIsAccepted() {
        assertThat(Locale.getISOCountries(IsoCountryCode.PART1_ALPHA3))
                .filteredOn(IssuingState::foreign)
                .hasSizeGreaterThan(240)
                .allMatch(state -> production.acceptsIssuer(state, TODAY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CHN", "HKG", "MAC", "TWN", "UNK", "RKS", "EUE", "XOM", "XPO", "XXA", "XXX", "ZZZ", "ISO", "*"})
    void anyOtherIssuerIsNot(String code) {
        assertThat(trial.acceptsIssuer(code, TODAY)).isFalse();
    }

    @Test
    void specimensAreForTheTrialOnly() {
        assertThat(trial.acceptsIssuer("UTO", TODAY)).isTrue();
        assertThat(production.acceptsIssuer("UTO", TODAY)).isFalse();
        assertRefused(production, passport("UTO"), zone("UTO", "P<"), TODAY, "travel-document-issuer");
        assertRefused(production, passport("DEU"), zone("UTO", "P<"), TODAY, "travel-document-nationality");
        var card = DocumentNumber.of(DocumentType.FPR17, "UTO110090030706", TODAY);
        assertRefused(production, card, null, TODAY, "travel-document-card");
        assertThatCode(() -> trial.mustAccept(card, null, TODAY)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "XXA,P<,nationality",
        "XXB,P<,nationality",
        "XXC,P<,nationality",
        "XXX,P<,nationality",
        "GBN,P<,nationality",
        "UNK,P<,nationality",
        "RKS,P<,nationality",
        "DEU,PR,code",
        "DEU,PT,code",
        "DEU,PE,code"
    })
    void aStatusOrKindThatIsClosedIsRefused(String nationality, String code, String part) {
        assertRefused(trial, passport("DEU"), zone(nationality, code), TODAY, "travel-document-" + part);
    }

    @ParameterizedTest
    @CsvSource({"DEU,P<", "DEU,PP", "DEU,PD", "DEU,PO", "GBD,P<", "GBO,P<", "UNO,P<", "IND,PX"})
    void citizensPassportIsAcceptedWithEverySeriesLetter(String nationality, String code) {
        assertThatCode(() -> production.mustAccept(passport("DEU"), zone(nationality, code), TODAY))
                .doesNotThrowAnyException();
    }

    @Test
    void aPassportThatIsNoLongerRecognisedWasAcceptedBefore() {
        assertThat(production.acceptsIssuer("GBN", LAST_DAY_OF_BNO)).isTrue();
        assertThat(production.acceptsIssuer("GBN", LAST_DAY_OF_BNO.plusDays(1))).isFalse();
        assertRefused(production, passport("GBN"), null, TODAY, "travel-document-issuer");
    }

    @Test
    void aCardThatChinaIssuedToAStatelessPersonIsAccepted() {
        var body = "XXA11009003070";
        var card = DocumentNumber.of(DocumentType.FPR17, body + CheckDigit.icao(body), TODAY);
        assertThatCode(() -> production.mustAccept(card, null, TODAY)).doesNotThrowAnyException();
    }

    @Test
    void otherDocumentsHaveNoSuchRule() {
        var permit = DocumentNumber.of(DocumentType.HMTP, "H00000000", TODAY);
        assertThatCode(() -> production.mustAccept(permit, null, TODAY)).doesNotThrowAnyException();
    }

    @Test
    void everyCodeThatIsKnownBesideIsoHasItsEntry() {
        assertThat(TravelDocumentRule.codes())
                .contains(
                        "EUE", "GBD", "GBN", "GBO", "GBP", "GBS", "UNA", "UNK", "UNO", "UTO", "XXA", "XXB", "XXC",
                        "XXX")
                .allMatch(IssuingState::known);
    }

    private static void assertRefused(
            AcceptedTravelDocuments table,
            DocumentNumber number,
            @org.jspecify.annotations.Nullable MachineReadableZone zone,
            LocalDate day,
            String rule) {
        var refusal = catchThrowableOfType(Problem.class, () -> table.mustAccept(number, zone, day));
        assertThat(refusal.code()).isEqualTo(Code.DOC_TYPE_NOT_ACCEPTED);
        assertThat(refusal.rule()).contains(rule);
        assertThat(refusal.help().orElseThrow().english().remedy()).contains("another document");
    }

    private static DocumentNumber passport(String issuer) {
        return DocumentNumber.of(DocumentType.PPT_F, "X0000001", issuer, TODAY);
    }

    private static MachineReadableZone zone(String nationality, String code) {
        return MachineReadableZone.of(
                code + "D<<TEST<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
                "X0000001<4UTO9003071M3012316<<<<<<<<<<<<<<<8".replace("UTO", nationality),
                TODAY);
    }
}
