package io.shiming.access;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call from its first header to the end of its work: what it holds of the bounded things, and what it is refused for
 * once its caller is known. It gives everything back when the exchange has ended and no thread works on it.
 */
public final class AdmittedCall {
    private static final String KEY = AdmittedCall.class.getName();
    private static final String IMAGES = "images ";
    private static final Duration SOON = Duration.ofSeconds(1);

    private final RouteRule rule;
    private final CallCounts counts;
    private final AdmissionConfig config;
    private final Map<String, Long> held = new HashMap<>();
    private @Nullable Problem refusal;
    private boolean actorKnown;
    private boolean ended;
    private boolean worked = true;

    public AdmittedCall(RouteRule rule, CallCounts counts, AdmissionConfig config) {
        this.rule = rule;
        this.counts = counts;
        this.config = config;
    }

    /** That of a call, where one was admitted. */
    public static @Nullable AdmittedCall of(@Nullable RoutingContext call) {
        return call == null ? null : call.get(KEY);
    }

    public void begin(RoutingContext call) {
        call.put(KEY, this);
        call.addEndHandler(done -> {
            if (call.response().getStatusCode() >= 400) keepPlacesOfImages(call.vertx());
            end();
        });
    }

    /** A refused image keeps its place for a second: a flood of them is read at the pace of two a second, not at its own. */
    private synchronized void keepPlacesOfImages(Vertx vertx) {
        for (var place :
                held.keySet().stream().filter(of -> of.startsWith(IMAGES)).toList()) {
            long many = held.remove(place);
            vertx.setTimer(SOON.toMillis(), later -> counts.leave(place, many));
        }
    }

    public RouteRule rule() {
        return rule;
    }

    /** Counts it for a caller whose token was verified before. */
    public synchronized boolean entersFor(Actor actor) {
        actorKnown = true;
        var id = actor.operator() + "/" + actor.actor();
        return take("actor " + id, 1, config.callsPerActor())
                && take("client " + actor.operator() + "/" + actor.client(), 1, config.callsPerClient())
                && (rule.share() != RouteRule.Share.IMAGE || take(IMAGES + id, 1, config.imagesPerActor()));
    }

    /** Counts it for an address, as long as nothing else is known of the caller. */
    public boolean entersFrom(String address) {
        return take("address " + address, 1, config.callsPerAddress());
    }

    /** Counts it among the calls that may not use every worker: all but lookups that go on. */
    public synchronized boolean entersWork() {
        return (isLookup() && refusal == null) || take("other calls", 1, config.otherCalls());
    }

    boolean isLookup() {
        return rule.share() == RouteRule.Share.LOOKUP;
    }

    /** Counts memory for its body, in bytes; each share has memory of its own. */
    public boolean keeps(int bytes) {
        return take(rule.share().bytesOfBodies(), bytes, rule.share().mostBytes());
    }

    /** How much of each thing it holds: one number for all parts of its body, which may be of one byte each. */
    synchronized Map<String, Long> holds() {
        return Map.copyOf(held);
    }

    public synchronized void refuse(Problem reason) {
        refusal = reason;
    }

    /** A refusal that time will mend soon. */
    public static Problem tooMany() {
        return Problem.later(Code.TOO_MANY_CALLS, SOON);
    }

    /** The same where it is not this caller who asks too much. */
    public static Problem busy() {
        return Problem.later(Code.UNAVAILABLE, SOON);
    }

    /** At the gate, where the caller is known: throws what the call is refused for. */
    public synchronized void mustGoOn(Actor actor) {
        mustGoOn();
        if (ended) { // the caller hung up; further work would not be counted
            throw busy();
        }
        if (!actorKnown && !entersFor(actor)) {
            throw tooMany();
        }
        worked = false;
    }

    /** The same where the caller is not known. */
    public synchronized void mustGoOn() {
        if (refusal != null) {
            throw refusal;
        }
    }

    /** No thread works on it any more. */
    synchronized void worked() {
        worked = true;
        giveBack();
    }

    /** The answer is sent, or the connection is gone. */
    public synchronized void end() {
        ended = true;
        giveBack();
    }

    private void giveBack() {
        if (ended && worked) {
            held.forEach(counts::leave);
            held.clear();
        }
    }

    private synchronized boolean take(String of, long amount, long limit) {
        boolean taken = !(ended && worked) && counts.take(of, amount, limit);
        if (taken) {
            held.merge(of, amount, Long::sum);
        }
        return taken;
    }
}
