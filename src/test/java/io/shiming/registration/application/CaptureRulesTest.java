package io.shiming.registration.application;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.DocumentForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.SyntheticNumbers;
import jakarta.inject.Inject;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a document may be read: MIIT notice 2016-182 and the plan of 2015. */
@QuarkusTest
@Tag("R-6a")
@DisplayName("captured how")
class CaptureRulesTest {
    private static final String NAME_LINE = "P<UTOUTOPIAN<<SPECIMEN<<<<<<<<<<<<<<<<<<<<<<";
    private static final String LINE_1 = "subscriber.document.mrzLine1";

    @Inject
    ApiCallers callers;

    @ParameterizedTest
    @DisplayName("what a resident card's reader reads may not be typed")
    @CsvSource({"RIC, manual", "RIC, mrz", "HMRP, manual", "TWRP, mrz", "FPR23, manual"})
    @Tag("N-1")
    @Tag("N-2")
    void aCardWithTheResidentCardsChipIsNotTyped(String type, String method) {
        var form = DocumentForms.on(RegistrationForms.mobile(), type).with("capture.method", method);
        callers.clerk().sign(form).mustRefuse(422, "READER_REQUIRED").mustHelp();
    }

    @ParameterizedTest
    @DisplayName("paper is typed")
    @CsvSource({"TRIC, reader", "TRIC, mrz", "HKB, nfc", "PLA, reader", "PAP, mrz"})
    @Tag("N-2")
    void readerCaptureIsRefusedForPaperDocuments(String type, String method) {
        var form = DocumentForms.on(RegistrationForms.mobile(), type)
                .with("capture.method", method)
                .with("capture.device", "READER-1");
        var reviewed = callers.clerk().with("Second-Reviewer", callers.token("clerk-3"));
        reviewed.sign(form).mustRefuse(422, "CAPTURE_NOT_POSSIBLE").mustHelp();
    }

    @ParameterizedTest
    @DisplayName("the reader is named")
    @CsvSource({"RIC", "HMTP", "TWTP", "FPR23"})
    @Tag("N-1")
    void aReaderWithoutItsSerialIsRefused(String type) {
        var form = DocumentForms.on(RegistrationForms.mobile(), type).without("capture.device");
        callers.clerk().sign(form).mustRefuse(422, "FIELD_REQUIRED");
    }

    @Test
    @DisplayName("the name on the passport's first line")
    @Tag("R-7.4")
    void aPassportWhoseZoneHasTheNameIsAccepted() {
        callers.clerk()
                .sign(RegistrationForms.fixedByPassport().with(LINE_1, NAME_LINE))
                .mustBe(201);
    }

    @ParameterizedTest
    @DisplayName("a first line of another person, or of no passport")
    @CsvSource({
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<, MRZ_MISMATCH",
        "P<GBRUTOPIAN<<SPECIMEN<<<<<<<<<<<<<<<<<<<<<<, MRZ_MISMATCH",
        "V<UTOUTOPIAN<<SPECIMEN<<<<<<<<<<<<<<<<<<<<<<, MRZ_INVALID"
    })
    @Tag("R-7.4")
    @Tag("R-10d")
    void aFirstLineThatDoesNotFitIsRefused(String line, String code) {
        var form = RegistrationForms.fixedByPassport().with(LINE_1, line);
        callers.clerk().sign(form).mustRefuse(422, code).mustHelp();
    }

    @Test
    @DisplayName("half a zone")
    @Tag("R-7.4")
    void aFirstLineWithoutTheSecondIsRefused() {
        var form = RegistrationForms.fixedByPassport().with(LINE_1, NAME_LINE).without("subscriber.document.mrz");
        callers.clerk().sign(form).mustRefuse(422, "FIELD_REQUIRED");
    }

    @Test
    @DisplayName("a day of birth that the zone contradicts")
    @Tag("R-7.4")
    void aDayOfBirthThatTheZoneContradictsIsRefused() {
        var form = RegistrationForms.fixedByPassport().with("subscriber.document.birthDate", "1990-03-08");
        callers.clerk().sign(form).mustRefuse(422, "MRZ_MISMATCH").mustHelp();
    }

    @Test
    @DisplayName("the zone of a Chinese passport")
    @Tag("R-7.5")
    void aChinesePassportHasAZoneOfItsOwn() {
        var expiry = LocalDate.of(2032, 6, 1);
        var form = DocumentForms.on(RegistrationForms.fixed(), "PPT_CN")
                .with("subscriber.document.expiresOn", expiry.toString());
        callers.clerk()
                .sign(form.with("subscriber.document.mrz", SyntheticNumbers.zone("E00000000", "CHN", expiry)))
                .mustBe(201);
        callers.clerk()
                .sign(form.with("subscriber.document.mrz", SyntheticNumbers.zone("E00000000", "UTO", expiry)))
                .mustRefuse(422, "DOC_TYPE_MISMATCH");
    }
}
