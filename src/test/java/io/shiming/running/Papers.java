package io.shiming.running;

import java.time.LocalDate;
import java.time.ZoneId;

/** Specimens of every document that a natural person can be registered by; numbers of regulation.md section 2.3. */
final class Papers {
    static final String DOCUMENT = "subscriber.document.";

    private static final String CITIZEN = "11000019900307001X";
    private static final String DECLARED = "1990-03-07"; // for documents whose number does not tell the day of birth

    private Papers() {}

    /** The day of this moment, read each time: a run may go on past midnight. */
    static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    /** The form with the specimen of a type in the place of its document. */
    static Form on(Form form, String type) {
        return switch (type) {
            case "RIC" -> shown(form, type, CITIZEN, "reader").with(DOCUMENT + "expiresOn", inYears(10));
            case "TRIC" ->
                shown(form, type, CITIZEN, "manual")
                        .with(DOCUMENT + "expiresOn", today().plusMonths(2).toString());
            case "HKB" ->
                shown(form, type, CITIZEN, "manual")
                        .with(DOCUMENT + "expiresOn", "long-term")
                        .with(DOCUMENT + "registerPage", "3");
            case "PLA" -> declared(shown(form, type, "军字第00000000号", "manual"));
            case "PAP" -> declared(shown(form, type, "武字第00000000号", "manual"));
            case "HMTP" -> declared(shown(form, type, "H00000000", "reader"));
            case "HMTP_F" -> declared(shown(form, type, "HA0000000", "mrz"));
            case "TWTP" -> declared(shown(form, type, "00000001", "nfc"));
            case "HMRP" -> shown(form, type, "810000199001019996", "reader");
            case "TWRP" -> shown(form, type, "83000019900101999X", "nfc");
            case "FPR17" -> shown(form, type, "UTO110090030706", "manual");
            case "FPR23" -> shown(form, type, "911398199012310021", "reader");
            case "PPT_CN" -> declared(shown(form, type, "E00000000", "mrz")).with(DOCUMENT + "settledIn", "UTO");
            case "PPT_F" -> declared(shown(form, type, "X0000001", "mrz")).with(DOCUMENT + "issuingCountry", "UTO");
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static Form shown(Form form, String type, String number, String method) {
        var bare = form.without("subscriber.document").without("capture");
        var read = bare.with(DOCUMENT + "type", type)
                .with(DOCUMENT + "number", number)
                .with(DOCUMENT + "expiresOn", inYears(4))
                .with("capture.method", method);
        return method.equals("reader") || method.equals("nfc") ? read.with("capture.device", "READER-1") : read;
    }

    private static Form declared(Form form) {
        return form.with(DOCUMENT + "birthDate", DECLARED);
    }

    static String inYears(int years) {
        return today().plusYears(years).toString();
    }
}
