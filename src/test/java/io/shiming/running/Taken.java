package io.shiming.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.evidence.Specimen;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/** Pictures taken at a counter. */
final class Taken {
    static final String EVIDENCE = "/v1/evidence";

    private static final byte[] PICTURE = Specimen.jpeg(320, 240);

    private Taken() {}

    /** A photo's id. */
    static String photo(Caller clerk) {
        return send(clerk, "?kind=photo", "image/jpeg", PICTURE).mustBe(201).text("/evidenceId");
    }

    /** A copy's id; the clerk is one of Harbour's. */
    static String copy(Caller clerk) {
        return send(clerk, annotated("harbour-telecom", today()), "image/jpeg", PICTURE)
                .mustBe(201)
                .text("/evidenceId");
    }

    /** The registration's photo opens. */
    static void mustBeSeen(Caller auditor, String registration) {
        var question = Form.empty()
                .with("registrationId", registration)
                .with("kind", "photo")
                .with("purpose", "COMPLIANCE_AUDIT")
                .with("legalBasis", "LEGAL_DUTY");
        var seen = auditor.post("/v1/lookups/images", question.json()).mustBe(200);
        assertThat(seen.contentType()).isEqualTo("image/jpeg");
    }

    static String annotated(String operator, String date) {
        return "?kind=copy&operator=" + operator + "&purpose=REGISTRATION&date=" + date;
    }

    static String today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
    }

    static Reply send(Caller clerk, String query, String type, byte[] image) {
        return clerk.with("Idempotency-Key", UUID.randomUUID().toString()).send("POST", EVIDENCE + query, type, image);
    }
}
