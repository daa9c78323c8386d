package io.shiming.lookup;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives every answer "not found" the same time. An unknown person, a person of another operator and a person not named
 * by the order take different work, which an observer could measure. No thread waits meanwhile.
 */
@ApplicationScoped
class UniformMissTime {
    private final Duration floor;

    UniformMissTime(@ConfigProperty(name = "shiming.access.miss-floor", defaultValue = "25ms") Duration floor) {
        this.floor = floor;
    }

    /** The answer as soon as there is one; NOT_FOUND not before the floor. */
    <T> Uni<T> keep(Supplier<T> answer) {
        long began = System.nanoTime();
        try {
            return Uni.createFrom().item(answer.get());
        } catch (Problem problem) {
            var left = floor.minusNanos(System.nanoTime() - began);
            var failed = Uni.createFrom().<T>failure(problem);
            if (problem.code() != Code.NOT_FOUND || left.toMillis() < 1) { // the timer counts whole milliseconds
                return failed;
            }
            return Uni.createFrom()
                    .nullItem()
                    .onItem()
                    .delayIt()
                    .by(left)
                    .onItem()
                    .transformToUni(over -> failed);
        }
    }
}
