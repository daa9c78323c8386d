package io.shiming.registration.application;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.identity.document.DocumentType;
import io.shiming.problem.Code;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("N-1")
@Tag("N-2")
class CaptureMethodTest {
    private static final String READER = "READER-1";

    @ParameterizedTest
    @CsvSource({
        "RIC, READER NFC, READER_REQUIRED",
        "HMRP, READER NFC, READER_REQUIRED",
        "TWRP, READER NFC, READER_REQUIRED",
        "FPR23, READER NFC, READER_REQUIRED",
        "TRIC, MANUAL, CAPTURE_NOT_POSSIBLE",
        "HKB, MANUAL, CAPTURE_NOT_POSSIBLE",
        "PLA, MANUAL, CAPTURE_NOT_POSSIBLE",
        "PAP, MANUAL, CAPTURE_NOT_POSSIBLE",
        "HMTP, READER NFC MRZ MANUAL,",
        "HMTP_F, READER NFC MRZ MANUAL,",
        "TWTP, READER NFC MRZ MANUAL,",
        "FPR17, READER NFC MRZ MANUAL,",
        "PPT_CN, READER NFC MRZ MANUAL,",
        "PPT_F, READER NFC MRZ MANUAL,"
    })
    void aDocumentIsReadByWhatCanReadIt(DocumentType document, String methods, @Nullable Code refusal) {
        for (var method : CaptureMethod.values()) {
            if (List.of(methods.split(" ")).contains(method.name())) {
                assertThat(of(method.label(), READER, document)).isEqualTo(method);
            } else {
                assertThat(refusalOf(() -> of(method.label(), READER, document)))
                        .as(method.name())
                        .isEqualTo(refusal);
            }
        }
    }

    @Test
    void theDeviceIsNamedWhereOneReads() {
        for (String method : List.of("reader", "nfc")) {
            assertThat(refusalOf(() -> of(method, null, DocumentType.HMTP)))
                    .as(method)
                    .isEqualTo(Code.FIELD_REQUIRED);
        }
        for (String method : List.of("mrz", "manual")) {
            assertThat(of(method, null, DocumentType.HMTP).label()).isEqualTo(method);
        }
    }

    @Test
    void theMethodMustBeNamed() {
        assertThat(refusalOf(() -> CaptureMethod.of(null, DocumentType.RIC))).isEqualTo(Code.FIELD_REQUIRED);
        assertThat(refusalOf(() -> of(null, READER, DocumentType.RIC))).isEqualTo(Code.FIELD_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"READER", "camera", ""})
    void aWordThatIsNoMethodIsRefused(String method) {
        assertThat(refusalOf(() -> of(method, READER, DocumentType.RIC))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    private static CaptureMethod of(@Nullable String method, @Nullable String device, DocumentType document) {
        return CaptureMethod.of(new PartyBlocks.Capture(method, device), document);
    }
}
