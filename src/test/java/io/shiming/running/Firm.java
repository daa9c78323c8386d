package io.shiming.running;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An organisation that does not exist, its handler, and the person who uses its number. */
final class Firm {
    static final String HANDLER = "310000198506150022";
    static final String USER = "11000019900307001X";
    private static final AtomicInteger NEXT = new AtomicInteger(20_000_000);

    private final Form block;

    private Firm(Form block) {
        this.block = block;
    }

    /** One that nobody has registered yet. */
    static Firm fresh() {
        int n = NEXT.incrementAndGet();
        return certified("USCC_LIC", SyntheticNumbers.creditCode(n), "测试虚构" + n + "有限公司");
    }

    static Firm certified(String type, String number, String name) {
        var block = Form.empty()
                .with("name", name)
                .with("address", "测试省样例市公司路1号")
                .with("document.type", type)
                .with("document.number", number)
                .with("document.expiresOn", "long-term")
                .with("authorizationRef", "LETTER-1")
                .with("authorizedFrom", Papers.today().minusDays(1).toString())
                .with("authorizedUntil", Papers.today().plusDays(1).toString());
        return new Firm(block).naming("handler", "测试经办人", HANDLER);
    }

    /** With somebody in this part, whose card is read. */
    Firm naming(String part, String name, String number) {
        var person = Form.empty()
                .with("name", name)
                .with("address", "测试省样例市同伴路1号")
                .with("document.type", "RIC")
                .with("document.number", number)
                .with("document.expiresOn", Papers.inYears(9))
                .with("capture.method", "reader")
                .with("capture.device", "READER-1");
        return new Firm(block.with(part, person.json()));
    }

    /** With all whom a mobile number needs. */
    Firm complete() {
        return naming("responsiblePerson", "测试责任人", HANDLER).naming("actualUser", "测试使用人", USER);
    }

    /** Everything in a signing of an organisation that is about it or its people. */
    static List<String> personal(Form signed) {
        var people = new ArrayList<>(List.of("handler", "responsiblePerson", "actualUser"));
        var all = new ArrayList<>(List.of(signed.text("service.number"), signed.text("service.use")));
        for (var place : List.of("name", "document.number", "address")) {
            all.add(signed.text("organisation." + place));
            people.forEach(part -> all.add(signed.text("organisation." + part + "." + place)));
        }
        all.removeIf(String::isEmpty);
        return all;
    }

    /** A form for a line, signed by this organisation in place of a person. */
    Form signs(Form line) {
        return line.without("subscriber").without("capture").with("organisation", block.json());
    }
}
