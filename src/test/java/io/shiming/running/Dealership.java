package io.shiming.running;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A dealer of a test's own, with a store and a clerk, as the operator's office appointed them over HTTP. */
final class Dealership {
    private static final AtomicInteger NEXT = new AtomicInteger(900);

    final String dealer;
    final String store;
    final String clerk = UUID.randomUUID().toString();
    private final Callers callers;
    private final String likeWhom;
    private final Caller office;

    private Dealership(Callers callers, String admin, String likeWhom) {
        int n = NEXT.incrementAndGet();
        this.dealer = "D-" + n;
        this.store = "S-" + n;
        this.callers = callers;
        this.likeWhom = likeWhom;
        this.office = callers.named(admin);
    }

    /** With everything that a dealer needs, at the operator of these two. */
    static Dealership of(Callers callers, String admin, String likeWhom) {
        var one = new Dealership(callers, admin, likeWhom);
        one.put("dealers/" + one.dealer, one.terms()).mustBe(200);
        one.put("stores/" + one.store, one.shop()).mustBe(200);
        one.put("clerks/" + one.clerk, one.enrolment()).mustBe(200);
        return one;
    }

    static Dealership of(Callers callers) {
        return of(callers, "admin-1", "clerk-1");
    }

    Form terms() {
        return Form.empty()
                .with("contractRef", "CONTRACT-" + dealer)
                .with("clauseVersion", "2026-1")
                .with("licence", Map.of("number", "LICENCE-" + dealer, "validUntil", Papers.inYears(1)))
                .with("services", new String[] {"mobile", "fixed", "internet", "iot"})
                .with("regions", new String[] {"11"});
    }

    Form shop() {
        return Form.empty().with("dealer", dealer).with("region", "11").with("terminals", new String[] {"T-1"});
    }

    Form enrolment() {
        return Form.empty().with("dealer", dealer).with("trainedUntil", Papers.inYears(1));
    }

    void strikesOff(String kind, String subject) {
        put("blacklist/" + kind + "/" + subject, Form.empty().with("reason", "FINDING-1"))
                .mustBe(200);
    }

    void is(String status) {
        put("dealers/" + dealer + "/status", Form.empty().with("status", status))
                .mustBe(200);
    }

    /** A write of the office with a fresh key. */
    Reply put(String path, Form body) {
        return put(path, UUID.randomUUID().toString(), body);
    }

    Reply put(String path, String key, Form body) {
        return office.with("Idempotency-Key", key).put("/v1/" + path, body.json());
    }

    /** The clerk, at the store's own terminal. */
    Caller atTheCounter() {
        return atTheTerminal("T-1");
    }

    Caller atTheTerminal(String terminal) {
        return new Caller(callers.draft(likeWhom)
                .with("sub", clerk)
                .with("dealer", dealer)
                .with("store", store)
                .with("terminal", terminal)
                .mint());
    }
}
