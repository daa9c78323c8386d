package io.shiming.identity.mrz;

import static io.shiming.identity.Refusals.TODAY;
import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ICAO Doc 9303 part 3 section 6 and its table of Latin letters. */
@Tag("case-B7")
class MrzNameTest {
    private static final String LINE_2 = "X0000001<4UTO9003071M3012316<<<<<<<<<<<<<<<8";

    @ParameterizedTest
    @CsvSource({
        "MUNOZ<<JOSE,José Muñoz",
        "MUNXXOZ<<JOSE,José Muñoz",
        "MUELLER<<JUERGEN,Jürgen Müller",
        "MUXXLLER<<JURGEN,Jürgen Müller",
        "MULLER<<JUXXRGEN,Jürgen Müller",
        "SOERENSEN<<AASE,Åse Sørensen",
        "SOERENSEN<<ASE,Åse Sørensen",
        "SORENSEN<<AASE,Åse Sørensen",
        "MEMMEDOV<<ELI,Əli Məmmədov",
        "MAMMADOV<<ALI,Əli Məmmədov",
        "MAMMEDOV<<ELI,Əli Məmmədov",
        "DJOKIC<<DORDE,Đorđe Đokić",
        "DOKIC<<DJORDJE,Đorđe Đokić",
        "STRASSE<<ANNA,Anna Straße",
        "STRASSE<<ANNA,ANNA STRAẞE",
        "THORSSON<<THOR,Þór Þórsson",
        "GUDMUNDSDOTTIR<<BJORK,Björk Guðmundsdóttir",
        "GUDHMUNDSDOTTIR<<BJOERK,Björk Guðmundsdóttir",
        "IJSSEL<<JAN,Jan Ĳssel",
        "COEUR<<LEA,Léa Cœur",
        "LUELUE<<AN,An Lǖlǚ",
        "YILDIZ<<ISIL,Işıl Yıldız",
        "NGUYEN<<VAN<MAU,Nguyễn Văn Mẫu",
        "WALESA<<LUKASZ,Łukasz Wałęsa"
    })
    void everySpellingOfALetterIsAccepted(String zone, String printed) {
        assertThat(MrzName.agree(zone, printed)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "MUEXXLLER<<JURGEN,Jürgen Müller",
        "MUNYOZ<<JOSE,José Muñoz",
        "SARENSEN<<ASE,Åse Sørensen",
        "MIMMIDOV<<ELI,Əli Məmmədov",
        "STRASE<<ANNA,Anna Straße",
        "ORSSON<<THOR,Þór Þórsson",
        "MUNOZ<<JOSE<MARIA,José Muñoz",
        "MUNOZ,José Muñoz",
        "ANNA<<ANNA,Anna Hanna"
    })
    void anotherNameIsNot(String zone, String printed) {
        assertThat(MrzName.agree(zone, printed)).isFalse();
    }

    @ParameterizedTest
    @Tag("case-B4")
    @CsvSource(
            delimiter = '|',
            value = {
                "OCONNOR<<SEAN | Seán O’Connor",
                "O<CONNOR<<SEAN | Seán O'Connor",
                "OCONNOR<<SEAN | Seán O‘Connor",
                "TEST<<OTKIR | OʻTKIR TEST",
                "TEST<<O<TKIR | OʻTKIR TEST",
                "RAVI<A<L<MUNUSAMY | RAVI A/L MUNUSAMY",
                "RAVI<AL<MUNUSAMY | RAVI A/L MUNUSAMY",
                "TAN<AH<LIM<TAN<MEI | TAN AH LIM @ TAN MEI",
                "TAN<AH<LIM<LIM<AH<HUAT | TAN AH LIM (LIM AH HUAT)",
                "ZHENGJIAN<<YANGBEN | ZHENGJIAN, YANGBEN",
                "ZHENGJIAN<<YANGBEN | ZHENGJIAN,YANGBEN",
                "ERIKSSON<<ANNA<MARIA | Anna‑Maria Eriksson",
                "ERIKSSON<<ANNAMARIA | Anna-Maria Eriksson",
                "DOE<JR<<J<R | J.R. Doe Jr."
            })
    void aFillerMatchesEachSignAndSoDoesNothing(String zone, String printed) {
        assertThat(MrzName.agree(zone, printed)).isTrue();
    }

    @Test
    void aBlankIsAlwaysAFiller() {
        assertThat(MrzName.agree("ERIKSSON<<ANNAMARIA", "Anna Maria Eriksson")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "P<IND<<AHMADI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<,<<AHMADI",
        "P<INDAHMADI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<,AHMADI"
    })
    void aHolderMayHaveNoFamilyName(String line1, String name) {
        var zone = MachineReadableZone.of(line1, LINE_2, TODAY);
        assertThat(zone.name()).contains(name);
        assertThat(zone.documentCode()).contains("P<");
        assertThat(MrzName.agree(name, "Ahmadi")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"P<IND<AHMADI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "P<IND<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"})
    void aLineWithoutAnyNameIsNone(String line1) {
        assertThat(refusalOf(() -> MachineReadableZone.of(line1, LINE_2, TODAY)))
                .isEqualTo(Code.MRZ_INVALID);
    }

    @ParameterizedTest
    @Tag("case-B8")
    @CsvSource({"UZZ,UTO", "UTO,UZZ", "D<Z,UTO", "UTO,GER"})
    void aZoneOfAStateThatIsNoneSaysSo(String issuer, String nationality) {
        var line1 = "P<" + issuer + "AHMADI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<";
        var refusal = catchThrowableOfType(
                Problem.class, () -> MachineReadableZone.of(line1, LINE_2.replace("UTO", nationality), TODAY));
        assertThat(refusal.code()).isEqualTo(Code.MRZ_INVALID);
        assertThat(refusal.rule()).contains("zone-state-unknown");
    }

    /** A zone of 39 characters is cut, within a letter's spelling too. */
    @Test
    void aCutZoneAgreesWithTheBeginnings() {
        var cut = "MUELLER<BERGMUELLER<<JUERGEN<KLAUS<JOEU"; // of Jörg, cut, and Jürgen
        assertThat(cut).hasSize(39);
        assertThat(MrzName.agree(cut, "Jürgen Klaus Joeü Müller-Bergmüller")).isTrue();
        assertThat(MrzName.agree(cut, "Jürgen Klaus Karl Müller-Bergmüller")).isFalse();
    }

    @Test
    void namesMadeToTakeTimeTakeNone() {
        var printed = "A.A-A'A/A.A-A'A/ ".repeat(3) + "Ü";
        var zone = "A<".repeat(18) + "B";
        assertTimeout(Duration.ofSeconds(2), () -> assertThat(MrzName.agree(zone, printed))
                .isFalse());
        var many = "Ü'U-Ü.U/Ü'U-Ü.U " + "Ü U ".repeat(6);
        assertTimeout(Duration.ofSeconds(2), () -> MrzName.agree("U<".repeat(15) + "X", many));
    }
}
