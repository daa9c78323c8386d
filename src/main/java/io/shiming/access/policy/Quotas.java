package io.shiming.access.policy;

import io.shiming.access.Actor;
import io.shiming.database.FunctionCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which windows a lookup counts in. They are counted in the database, in the lookup's own statement. */
@ApplicationScoped
public class Quotas {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * 60;
    private static final int DAY = 24 * HOUR;

    private final QuotaConfig config;

    Quotas(QuotaConfig config) {
        this.config = config;
    }

    /**
     * One window.
     *
     * @param holder who shares it, such as {@code store:S-101}
     * @param span its length in seconds
     * @param limit how many lookups it has
     */
    public record Quota(String holder, int span, int limit) {}

    /** The windows of fields in full and of images: a person's, whichever client the person uses. */
    public List<Quota> ofUnmasked(Decision decision) {
        if (decision.unmasked().isEmpty()) {
            return List.of();
        }
        var holder = "full:" + decision.actor().actor();
        return counted(
                new Quota(holder, HOUR, config.unmaskedPerHour()), new Quota(holder, DAY, config.unmaskedPerDay()));
    }

    /** Lookups that one emergency has. */
    public int lookupsPerEmergency() {
        return config.lookupsPerEmergency();
    }

    /** Refusals and noes that tell the actor something of a person or a number. */
    public List<Quota> ofProbes(Actor actor) {
        var holder = "probe:" + actor.actor();
        return counted(new Quota(holder, HOUR, config.probesPerHour()), new Quota(holder, DAY, config.probesPerDay()));
    }

    /** Questions about lines that are not registered. */
    public List<Quota> ofUnknownLines(Actor actor) {
        return counted(new Quota("lines:" + actor.actor(), HOUR, config.unknownLinesPerHour()));
    }

    /** Applications that a second reviewer stands for. */
    public List<Quota> ofReviewer(String reviewer) {
        var holder = "reviewer:" + reviewer;
        return counted(
                new Quota(holder, MINUTE, config.reviewsPerMinute()), new Quota(holder, DAY, config.reviewsPerDay()));
    }

    /** A clerk's questions for a holder's own numbers. */
    public List<Quota> ofOwnNumbers(Actor clerk) {
        var holder = "own:" + clerk.actor();
        return counted(
                new Quota(holder, HOUR, config.ownNumbersPerHour()), new Quota(holder, DAY, config.ownNumbersPerDay()));
    }

    private static List<Quota> counted(Quota... quotas) {
        return Arrays.stream(quotas).filter(quota -> quota.limit > 0).toList();
    }

    /** The three arguments of a function that counts in these windows: {@code p_holders, p_spans, p_limits} behind a prefix. */
    public static FunctionCall into(FunctionCall call, String prefix, List<Quota> quotas) {
        return call.with(prefix + "holders", quotas.stream().map(Quota::holder).toArray(String[]::new))
                .with(prefix + "spans", quotas.stream().map(Quota::span).toArray(Integer[]::new))
                .with(prefix + "limits", quotas.stream().map(Quota::limit).toArray(Integer[]::new));
    }

    /** Records that one export may have. */
    public int recordsPerExport() {
        return config.recordsPerExport();
    }

    /** Records that an operator's exports of any 24 hours may have. */
    public int recordsPerDay() {
        return config.recordsPerDay();
    }

    /** People that one purge may erase. */
    public int peoplePerPurge() {
        return config.peoplePerPurge();
    }

    /** People that an operator's purges of any 24 hours may erase. */
    public int peoplePerDay() {
        return config.peoplePerDay();
    }

    /** The windows of this lookup, always in the same order. */
    public List<Quota> of(Decision decision) {
        var actor = decision.actor();
        var quotas = new ArrayList<Quota>();
        if (decision.watched()) {
            quotas.add(new Quota("actor:" + actor.actor(), HOUR, config.clerkPerHour()));
            quotas.add(new Quota("actor:" + actor.actor(), DAY, config.clerkPerDay()));
        }
        if (actor.storeCode() != null) {
            quotas.add(new Quota("store:" + actor.storeCode(), DAY, config.storePerDay()));
        } else {
            quotas.add(new Quota("person:" + actor.actor(), DAY, config.personPerDay()));
        }
        quotas.addAll(ofUnmasked(decision));
        return counted(quotas.toArray(Quota[]::new));
    }
}
