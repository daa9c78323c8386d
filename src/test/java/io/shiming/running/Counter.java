package io.shiming.running;

import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;

/** The shop counter: forms for people who do not exist, each for a number nobody has yet. */
final class Counter {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Counter() {}

    static Form mobile() {
        return withCard(mobileLine(contract()));
    }

    static Form fixed() {
        return withCard(fixedLine(contract()));
    }

    static Form internet() {
        return withCard(internetLine(contract()));
    }

    static Form mobileByPassport() {
        return withPassport(mobileLine(contract()));
    }

    static Form fixedByPassport() {
        return withPassport(fixedLine(contract()));
    }

    static Form internetByPassport() {
        return withPassport(internetLine(contract()));
    }

    /** Another line for the person of a form. */
    static Form anotherMobile(Form form) {
        return mobileLine(form.without("service"));
    }

    static Form anotherFixed(Form form) {
        return fixedLine(form.without("service"));
    }

    static Form anotherInternet(Form form) {
        return internetLine(form.without("service"));
    }

    /** The line that a form was signed for, as a question. */
    static Form line(Form signed) {
        var question = Form.empty().with("type", signed.text("service.type"));
        return signed.text("service.type").equals("internet")
                ? question.with("accessAccount", signed.text("service.accessAccount"))
                : question.with("number", signed.text("service.number"));
    }

    /** What an old register has of the person of a form, and of the line. */
    static Form legacy(Form form) {
        return Form.empty()
                .with("contractRef", form.text("contractRef"))
                .with("serviceStart", "2010-05-01")
                .with("service", form.json().get("service"))
                .with("subscriber.name", form.text("subscriber.name"))
                .with("subscriber.address", form.text("subscriber.address"))
                .with("subscriber.document.type", form.text("subscriber.document.type"))
                .with("subscriber.document.number", form.text("subscriber.document.number"));
    }

    /** A line that is there, signed for anew by the person of another form, who may be the same. */
    static Form again(String event, Form signed, Form person) {
        return person.with("event", event).with("service", signed.json().get("service"));
    }

    /** The same for a transfer: whoever signed before gives the number away. */
    static Form transfer(Form signed, Form to) {
        return again("transfer", signed, to)
                .with("formerHolder.name", signed.text("subscriber.name"))
                .with("formerHolder.document", signed.json().at("/subscriber/document"))
                .with("formerHolder.address", signed.text("subscriber.address"))
                .with("formerHolder.capture", signed.json().get("capture"))
                .with("formerHolder.release", "RELEASE-" + NEXT.incrementAndGet());
    }

    /** A change of the line that a form was signed for. */
    static Form change(String change, Form signed) {
        return Form.empty().with("change", change).with("line", line(signed).json());
    }

    /** An audit's look-up of the line that a form was signed for. */
    static Form audit(Form signed) {
        return Form.empty()
                .with("line", line(signed).json())
                .with("purpose", "COMPLIANCE_AUDIT")
                .with("legalBasis", "LEGAL_DUTY");
    }

    private static Form contract() {
        return Form.empty()
                .with("contractRef", "TEST-" + NEXT.incrementAndGet())
                .with("notice.version", "2026-11")
                .with("notice.language", "zh")
                .with("notice.acknowledgedAt", Instant.now().toString())
                .with("notice.riskNoticeAcknowledged", true);
    }

    private static Form withCard(Form form) {
        int n = NEXT.incrementAndGet();
        return form.with("subscriber.name", name(n))
                .with("subscriber.address", "测试省样例市虚构路" + n + "号")
                .with("subscriber.document.type", "RIC")
                .with("subscriber.document.number", SyntheticNumbers.residentCard(n))
                .with("subscriber.document.expiresOn", "2036-06-01")
                .with("capture.method", "reader")
                .with("capture.device", "READER-1");
    }

    private static Form withPassport(Form form) {
        int n = NEXT.incrementAndGet();
        var number = "T%08d".formatted(n);
        return form.with("subscriber.name", "Specimen Utopian")
                .with("subscriber.address", "测试省样例市虚构路" + n + "号")
                .with("subscriber.document.type", "PPT_F")
                .with("subscriber.document.number", number)
                .with("subscriber.document.issuingCountry", "UTO")
                .with("subscriber.document.expiresOn", "2032-06-01")
                .with("subscriber.document.birthDate", "1990-03-07")
                .with("subscriber.document.mrz", SyntheticNumbers.zone(number, "UTO", LocalDate.of(2032, 6, 1)))
                .with("capture.method", "mrz");
    }

    /** 测 and a character of its own for each of twenty thousand people. */
    private static String name(int n) {
        return "测" + Character.toString(0x4E00 + n % 20_000) + "试";
    }

    private static Form mobileLine(Form form) {
        return seen(form)
                .with("event", "open")
                .with("service.type", "mobile")
                .with("service.number", "139%08d".formatted(NEXT.incrementAndGet()));
    }

    /** What a mobile number needs: a photo, a comparison of faces, and the consent to both. */
    private static Form seen(Form form) {
        return form.with("match.by", "face")
                .with("match.result", "pass")
                .with("match.vendor", "V-1")
                .with("livePhoto", "PHOTO-" + NEXT.incrementAndGet())
                .with("notice.separateConsent", true);
    }

    private static Form fixedLine(Form form) {
        return form.with("event", "install")
                .with("service.type", "fixed")
                .with("service.number", "0106%07d".formatted(NEXT.incrementAndGet()));
    }

    private static Form internetLine(Form form) {
        int n = NEXT.incrementAndGet();
        return form.with("event", "install")
                .with("service.type", "internet")
                .with("service.accessAccount", "line-%08d@test".formatted(n))
                .with("service.installationAddress", "测试省样例市安装路" + n + "号");
    }
}
