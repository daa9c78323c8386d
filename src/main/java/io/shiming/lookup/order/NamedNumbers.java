package io.shiming.lookup.order;

import io.shiming.database.FunctionCall;
import io.shiming.lookup.HeldTime;
import io.shiming.vault.BlindIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers that an order names: an index for each live key, with its subject's place in the order and its time. */
final class NamedNumbers {
    private final List<byte[]> indexes = new ArrayList<>();
    private final List<Integer> subjects = new ArrayList<>();
    private final List<@Nullable Instant> from = new ArrayList<>();
    private final List<@Nullable Instant> to = new ArrayList<>();

    void add(int subject, List<BlindIndex> ofNumber, @Nullable HeldTime held) {
        for (var index : ofNumber) {
            indexes.add(index.bytes());
            subjects.add(subject);
            from.add(held == null ? null : held.from());
            to.add(held == null ? null : held.to());
        }
    }

    FunctionCall into(FunctionCall call) {
        return call.with("p_numbers", indexes.toArray(byte[][]::new))
                .with("p_number_subjects", subjects.toArray(Integer[]::new))
                .with("p_held_from", from.toArray(Instant[]::new))
                .with("p_held_to", to.toArray(Instant[]::new));
    }
}
