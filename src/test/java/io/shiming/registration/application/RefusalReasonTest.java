package io.shiming.registration.application;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import io.shiming.registration.application.SigningRequest.Refusal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-10a")
@Tag("R-10b")
@Tag("R-18")
class RefusalReasonTest {
    @ParameterizedTest
    @CsvSource({"document_refused, DOCUMENT_REFUSED", "data_refused, DATA_REFUSED", "forged, FORGED"})
    void aReasonHasACodeOfItsOwn(String reason, Code code) {
        assertThat(new Refusal(reason, null).code()).isEqualTo(code);
    }

    @Test
    void anotherReasonIsNone() {
        assertThat(refusalOf(() -> new Refusal("FORGED", null).code())).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusalOf(() -> new Refusal(null, null).code())).isEqualTo(Code.FIELD_REQUIRED);
    }
}
