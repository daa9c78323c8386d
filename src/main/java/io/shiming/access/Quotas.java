package io.shiming.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Which windows a look-up counts in. They are counted in the database, in the look-up's own statement. */
@ApplicationScoped
public class Quotas {
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
     * @param limit how many look-ups it has
     */
    public record Quota(String holder, int span, int limit) {}

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

    /** The windows of this look-up, always in the same order. */
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
            quotas.add(new Quota("client:" + actor.client(), DAY, config.clientPerDay()));
        }
        quotas.removeIf(quota -> quota.limit == 0);
        return quotas;
    }
}
