package io.shiming.access;

import java.time.Instant;
import java.util.UUID;

/**
 * An order about many people as it stands.
 *
 * @param terms what was ordered, as the package that carries it out wrote it; nobody is named in it
 * @param most how many records or people it may have
 * @param expiresAt when it is no longer good
 * @param standing PENDING_APPROVAL, APPROVED, EXPIRED, BEGUN, DONE or FAILED
 * @param done how many there were
 */
public record BulkOrder(
        TwoPersonOrders.Kind kind, UUID id, String terms, int most, Instant expiresAt, String standing, int done) {}
