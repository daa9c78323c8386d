package io.shiming.registration;

import io.shiming.identity.DocumentType;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a document's data came into the system. */
enum CaptureMethod {
    READER,
    NFC,
    MRZ,
    MANUAL;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The data of a resident card may not be typed (MIIT notice 2016-182): only a chip reader will do. */
    static CaptureMethod of(SigningRequest.@Nullable Capture capture, DocumentType document) {
        if (capture == null || capture.method() == null) {
            throw Problem.of(Code.FIELD_REQUIRED);
        }
        var method = Arrays.stream(values())
                .filter(each -> each.label().equals(capture.method()))
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.INVALID_ARGUMENT));
        if (document == DocumentType.RIC && method != READER && method != NFC) {
            throw Problem.of(Code.READER_REQUIRED);
        }
        if ((method == READER || method == NFC) && capture.device() == null) {
            throw Problem.of(Code.FIELD_REQUIRED);
        }
        return method;
    }
}
