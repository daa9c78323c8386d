package io.shiming.outbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a registration.
 *
 * @param position its place in the operator's feed, dense from 1
 * @param id the same at every delivery; apply an event once by it
 * @param kind for example {@code registration.active}
 * @param registration the registration's public id
 * @param detail service type, or the code of a refusal
 * @param at when
 */
public record Event(
        long position,
        UUID id,
        String kind,
        UUID registration,
        @Nullable String detail,
        Instant at) {}
