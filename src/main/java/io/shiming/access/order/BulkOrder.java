package io.shiming.access.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;

/**
 * An order about many people as it stands.
 *
 * @param terms what was ordered, as the package that carries it out wrote it; it names no person
 * @param most how many records or people it may have
 * @param orderedBy who ordered it, of the unit {@code orderedUnit}
 * @param expiresAt when it is no longer good
 * @param standing PENDING_APPROVAL, APPROVED, EXPIRED, BEGUN, DONE or FAILED
 * @param done how many there were
 */
public record BulkOrder(
        TwoPersonOrders.Kind kind,
        UUID id,
        String terms,
        int most,
        String orderedBy,
        String orderedUnit,
        Instant expiresAt,
        String standing,
        int done) {

    /** What its keyed digest is over; no request begins like this, so that the digest of a request is never an order's. */
    byte[] bound() {
        return bound(kind, id, terms, most, orderedBy, orderedUnit);
    }

    /** The terms come last: nothing else of it can hold a line break. */
    static byte[] bound(TwoPersonOrders.Kind kind, UUID id, String terms, int most, String by, String unit) {
        return String.join("\n", "order", kind.name(), id.toString(), String.valueOf(most), by, unit, terms)
                .getBytes(UTF_8);
    }
}
