package io.shiming.vault;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shiming.vault.suite.Unopenable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rotation that was ordered.
 *
 * @param kind see {@link RotationKind}
 * @param version the new key's; the suite's for seals; 0 for the root
 * @param done rows renewed so far
 * @param damaged rows that the latest pass could not open; as long as there is one, the old key stays
 * @param endedAt absent while it goes on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rotation(
        long id,
        int operator,
        String kind,
        int version,
        long done,
        long damaged,
        Instant startedAt,
        @Nullable Instant endedAt) {

    RotationKind what() {
        return RotationKind.of(kind).orElseThrow(Unopenable::new);
    }
}
