package io.shiming.registration.application;

import io.shiming.identity.document.DocumentType;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a document's data came into the system. */
public enum CaptureMethod {
    READER,
    NFC,
    MRZ,
    MANUAL;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The method, if a document of this type may be read by it. The data of a resident card may not be typed (MIIT
     * notice 2016-182): a chip reader must read each type of document that it can read. Paper can only be typed.
     */
    public static CaptureMethod of(PartyBlocks.@Nullable Capture capture, DocumentType document) {
        if (capture == null || capture.method() == null) {
            throw Problem.of(Code.FIELD_REQUIRED).at("/method");
        }
        var method = Arrays.stream(values())
                .filter(each -> each.label().equals(capture.method()))
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.INVALID_ARGUMENT).at("/method"));
        method.mustSuit(document);
        if (method.electronic() && capture.device() == null) {
            throw Problem.of(Code.FIELD_REQUIRED).at("/device");
        }
        return method;
    }

    private void mustSuit(DocumentType document) {
        switch (document) {
            case RIC, HMRP, TWRP, FPR23 -> { // one kind of chip, read by the resident card's readers
                if (!electronic()) throw Problem.of(Code.READER_REQUIRED);
            }
            case TRIC, HKB, PLA, PAP -> {
                if (this != MANUAL) throw Problem.of(Code.CAPTURE_NOT_POSSIBLE);
            }
            case HMTP, HMTP_F, TWTP, FPR17, PPT_CN, PPT_F -> {} // with a chip, with a zone, or with neither
        }
    }

    private boolean electronic() {
        return this == READER || this == NFC;
    }
}
