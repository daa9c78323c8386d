package io.shiming.identity.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiming.identity.document.DocumentType;
import io.shiming.identity.text.PlainText;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reviewed table of what a name may hold by type of document. */
class PrintedNamesTest {
    private static final List<DocumentType> FOREIGN =
            List.of(DocumentType.FPR17, DocumentType.FPR23, DocumentType.HMTP_F, DocumentType.PPT_F);

    @ParameterizedTest
    @Tag("case-B3")
    @Tag("case-B4")
    @ValueSource(
            strings = {
                "ZHENGJIAN, YANGBEN",
                "ZHENGJIAN,YANGBEN",
                "RAVI A/L MUNUSAMY",
                "KUMAR S/O RAJAN",
                "TAN AH LIM @ TAN MEI",
                "TAN AH LIM @TAN MEI",
                "TAN AH LIM (TAN MEI)",
                "SMITH, J. (JR.)"
            })
    void aSignOfForeignDocumentsIsKeptOnThoseAndRefusedOnOthers(String name) {
        for (var type : DocumentType.values()) {
            if (FOREIGN.contains(type))
                assertThat(PersonName.of(name, type).verbatim()).isEqualTo(name);
            else assertRefused(name, type, "sign-of-another-document");
        }
    }

    @ParameterizedTest
    @Tag("case-B4")
    @ValueSource(
            strings = {
                ", YANGBEN",
                "ZHENGJIAN,",
                "ZHENGJIAN,, YANGBEN",
                "ZHENGJIAN, , YANGBEN",
                "@ TAN",
                "TAN @",
                "TAN @@ MEI",
                "TAN (MEI",
                "TAN MEI)",
                "TAN ()",
                "TAN ((MEI))",
                "(TAN)",
                "TAN,(MEI)/",
                "/TAN",
                "=TAN",
                "TAN;MEI",
                "TAN<MEI",
                "TAN\"MEI",
                "TAN\\MEI",
                "TAN [MEI]",
                "TAN/",
                "@SUM(TAN)"
            })
    void aSignWhereNoDocumentHasOneIsRefused(String name) {
        var refusal = catchThrowableOfType(Problem.class, () -> PersonName.of(name, DocumentType.PPT_F));
        assertThat(refusal).as(name).isNotNull();
        assertThat(refusal.code()).isEqualTo(Code.NAME_INVALID);
    }

    @ParameterizedTest
    @Tag("case-B4")
    @Tag("case-B5")
    @ValueSource(
            strings = {
                "OʻTKIR",
                "Oʼtkir",
                "O‘tkir",
                "O’Connor",
                "‘Abd Allah",
                "ʻOkina",
                "Anna‐Maria",
                "Anna‑Maria",
                "Anna-Maria"
            })
    void everyApostropheAndHyphenIsKeptOnEveryDocument(String name) {
        for (var type : DocumentType.values())
            assertThat(PersonName.of(name, type).verbatim()).isEqualTo(name);
        assertThat(PersonName.of(name).verbatim()).isEqualTo(name);
    }

    @ParameterizedTest
    @Tag("case-B5")
    @ValueSource(strings = {"田中さくら", "佐々木健", "一ノ瀬マリー", "三ヶ島葵", "野々村·測試"})
    void kanaStandAmongIdeographsOnForeignDocumentsOnly(String name) {
        for (var type : DocumentType.values()) {
            if (FOREIGN.contains(type))
                assertThat(PersonName.of(name, type).verbatim()).isEqualTo(name);
            else assertRefused(name, type, "sign-of-another-document");
        }
    }

    @ParameterizedTest
    @Tag("case-B5")
    @ValueSource(strings = {"田中A", "田中 さくら", "田中김", "田中ｻｸﾗ", "田中・さくら"})
    void otherMixturesAreRefusedOnForeignDocumentsToo(String name) {
        var refusal = catchThrowableOfType(Problem.class, () -> PersonName.of(name, DocumentType.FPR17));
        assertThat(refusal).as(name).isNotNull();
        assertThat(refusal.code()).isEqualTo(Code.NAME_INVALID);
    }

    @ParameterizedTest
    @Tag("case-B6")
    @CsvSource({
        "\uD835\uDC00nna,letter-form",
        "\uD835\uDD38\uD835\uDD39,letter-form",
        "ℋelga,letter-form",
        "ᴊᴏʜɴ,letter-form",
        "ﷺ,letter-form",
        "محمد ﷺ,letter-form",
        "ﬁona,letter-form",
        "ᵃnna,letter-form",
        "\uD83B\uDE00\uD83B\uDE01,letter-form",
        "A\u0301\u0301\u0301nna,stacked-marks",
        "A\u0334\u0335\u0336\u0337nna,stacked-marks",
        "A\u20DDnna,stacked-marks"
    })
    void aDecoratedNameIsRefusedByEveryDocument(String name, String rule) {
        for (var type : DocumentType.values()) assertRefused(name, type, rule);
    }

    @ParameterizedTest
    @Tag("case-B6")
    @ValueSource(
            strings = {
                "Nguye\u0302\u0303n", // decomposed
                "Mª José",
                "Ａnna",
                "སྒྲོལ་མ",
                "สมหญิง คำ",
                "מֹשֶׁה",
                "مُحَمَّد",
                "ဇော်ဇော်",
                "Ĳsbrand",
                "Ǆorđe",
                "Ṩarah",
                "ខ្មែរ"
            })
    void aNameOfARealWritingIsKept(String name) {
        assertThat(PersonName.of(name, DocumentType.PPT_F).verbatim()).isEqualTo(name);
    }

    @ParameterizedTest
    @Tag("case-B14")
    @ValueSource(strings = {"•", "・", "･", "‧", "．", "∙", "⋅", "ꞏ", "﹒", "●", "\u0387", "⸱"})
    void theRemedyNamesTheDotOfNames(String dot) {
        for (var type : DocumentType.values()) {
            var refusal = assertRefused("买买提" + dot + "艾力", type, "middle-dot");
            assertThat(refusal.help().orElseThrow().english().remedy()).contains("U+00B7", "A1A4");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("case-B5")
    void theShortFormTakesWhatEveryDocumentPrints(DocumentType type) {
        assertThat(PersonName.of("Jane O’Doe", type)).isEqualTo(PersonName.of("Jane O’Doe"));
    }

    @Provide
    Arbitrary<String> marks() {
        return Arbitraries.chars()
                .range('\u0300', '\u036F')
                .list()
                .ofMinSize(3)
                .ofMaxSize(20)
                .map(list -> list.stream().map(String::valueOf).collect(java.util.stream.Collectors.joining()));
    }

    @Property(tries = 1_000)
    @net.jqwik.api.Tag("case-B6")
    void noLetterHasManyBorrowedMarks(@ForAll("marks") String marks) {
        var composed = java.text.Normalizer.normalize("x" + marks, java.text.Normalizer.Form.NFC);
        if (composed.codePoints().filter(PlainText::mark).count() <= 2) return;
        assertRefused("x" + marks + "y", DocumentType.PPT_F, null);
    }

    private static Problem assertRefused(
            String name, DocumentType type, @org.jspecify.annotations.Nullable String rule) {
        var refusal = catchThrowableOfType(Problem.class, () -> PersonName.of(name, type));
        assertThat(refusal).as("%s on %s", name, type).isNotNull();
        assertThat(refusal.code()).isEqualTo(Code.NAME_INVALID);
        if (rule != null) assertThat(refusal.rule()).as(name).contains(rule);
        return refusal;
    }
}
