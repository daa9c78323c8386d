package io.shiming.access;

import io.shiming.audit.Accountable;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who acts: taken from a verified token, never from a request body.
 *
 * @param operator the operator whose rows the actor may touch
 * @param client the system that calls
 * @param actor opaque id of the person or system that acts
 * @param part the part played
 * @param dealerCode the dealer, for the staff of a store
 * @param storeCode the store, for the same
 * @param terminalCode the point of sale, for the same
 * @param networkAddress where the call came from
 * @param unit the organisational unit, for rules that ask for two persons of different units
 * @param strongSince when the person last proved with a phishing-resistant means to be that person; null: not, or not known
 */
public record Actor(
        int operator,
        String client,
        String actor,
        Role part,
        @Nullable String dealerCode,
        @Nullable String storeCode,
        @Nullable String terminalCode,
        @Nullable String networkAddress,
        @Nullable String unit,
        @Nullable Instant strongSince)
        implements Accountable {

    /** The same, calling from this address. */
    public Actor at(@Nullable String address) {
        return new Actor(
                operator, client, actor, part, dealerCode, storeCode, terminalCode, address, unit, strongSince);
    }

    /** Whether the person authenticated so recently, with a means that resists phishing. */
    public boolean authenticatedWithin(Duration longest, Clock clock) {
        return strongSince != null && !strongSince.isBefore(clock.instant().minus(longest));
    }

    /** Refuses an actor who has not authenticated strongly within five minutes: STEP_UP_REQUIRED (RFC 9470). */
    public void mustHaveJustAuthenticated(Clock clock) {
        if (!authenticatedWithin(Duration.ofMinutes(5), clock)) {
            throw Problem.of(Code.STEP_UP_REQUIRED);
        }
    }

    /** Whether this is a member of a store's staff. */
    public boolean isAtCounter() {
        return part.isAtCounter();
    }

    /** Whether the part played grants this, for a rule that needs it besides what the route asks for. */
    public boolean may(Permission permission) {
        return part.grants(permission);
    }

    /** The unit, for a decision that needs two persons of different units; an actor without a unit is refused. */
    public String mustHaveUnit() {
        if (unit == null) {
            throw Problem.of(Code.PERMISSION_DENIED);
        }
        return unit;
    }

    @Override
    public String role() {
        return part.claim();
    }

    @Override
    public Optional<String> dealer() {
        return Optional.ofNullable(dealerCode);
    }

    @Override
    public Optional<String> store() {
        return Optional.ofNullable(storeCode);
    }

    @Override
    public Optional<String> terminal() {
        return Optional.ofNullable(terminalCode);
    }

    @Override
    public Optional<String> address() {
        return Optional.ofNullable(networkAddress);
    }
}
