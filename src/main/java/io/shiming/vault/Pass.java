package io.shiming.vault;

import java.util.function.Consumer;
import java.util.function.LongFunction;

/** One walk over an operator's persons in the order of their ids, batch by batch. */
final class Pass {
    private Pass() {}

    /**
     * Walks to the end.
     *
     * @param size rows asked for in a batch
     * @param listener hears of every batch that is committed
     * @param batch does the batch behind a person's id
     */
    static PassResult over(int size, Consumer<PassResult> listener, LongFunction<BatchResult> batch) {
        var total = new PassResult(0, 0);
        BatchResult step;
        long after = 0;
        do {
            step = batch.apply(after);
            after = step.last();
            var told = new PassResult(step.seen() - step.damaged(), step.damaged());
            listener.accept(told);
            total = total.plus(told);
        } while (step.seen() >= size);
        return total;
    }
}
