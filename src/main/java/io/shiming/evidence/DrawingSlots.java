package io.shiming.evidence;

import io.shiming.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds what drawing takes from everything else: half of the processor cores, and a quarter of the heap. A call that
 * gets no slot in time is refused with UNAVAILABLE.
 */
final class DrawingSlots {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MEBIBYTES = (int) Math.max(64, Runtime.getRuntime().maxMemory() / 4 / 1024 / 1024);
    private static final Semaphore CORES =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    private static final Semaphore MEMORY = new Semaphore(MEBIBYTES, true);

    private DrawingSlots() {}

    /** Work that decodes and encodes. */
    interface Drawing {
        byte[] draw() throws IOException;
    }

    /** Runs it in one slot, with so many mebibytes; refuses with IMAGE_NOT_ACCEPTED what cannot be drawn. */
    static byte[] draw(int mebibytes, Drawing drawing) {
        int memory = Math.min(mebibytes, MEBIBYTES);
        acquire(CORES, 1);
        try {
            acquire(MEMORY, memory);
            try {
                return drawing.draw();
            } finally {
                MEMORY.release(memory);
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException bad) {
            throw PictureLimits.refused();
        } catch (LinkageError | InternalError noFonts) { // a machine that cannot write, and so cannot stamp
            throw Problem.unavailable(noFonts);
        } finally {
            CORES.release();
        }
    }

    private static void acquire(Semaphore slots, int permits) {
        try {
            if (!slots.tryAcquire(permits, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.unavailable(new TimeoutException());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable(stopped);
        }
    }
}
