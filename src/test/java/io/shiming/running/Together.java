package io.shiming.running;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Many callers at the same moment. */
final class Together {
    // Not a judgement of speed: on a busy machine a whole workload takes its time. They end what would never end.
    private static final int READY_WITHIN = 2;
    private static final int DONE_WITHIN = 10;

    private Together() {}

    /** Runs all with their numbers from 0, none before every one is ready; their answers in that order. */
    static <T> List<T> run(int callers, IntFunction<T> call) {
        var pool = Executors.newFixedThreadPool(callers);
        var start = new CyclicBarrier(callers);
        try {
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < callers; i++) {
                int number = i;
                running.add(pool.submit(() -> {
                    start.await(READY_WITHIN, TimeUnit.MINUTES);
                    return call.apply(number);
                }));
            }
            var answers = new ArrayList<T>();
            for (var each : running) {
                answers.add(each.get(DONE_WITHIN, TimeUnit.MINUTES));
            }
            return answers;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }
}
