package io.shiming.evidence;

import java.time.Duration;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import org.jspecify.annotations.Nullable;

/** Stops a decoder that works on one picture for too long; a picture within the bounds of pixels takes about a second. */
final class DecodingDeadline implements IIOReadProgressListener {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ImageReader reader;
    private final long began = System.nanoTime();
    private boolean stopped;

    private DecodingDeadline(ImageReader reader) {
        this.reader = reader;
    }

    /** Begins now. */
    static DecodingDeadline of(ImageReader reader) {
        var deadline = new DecodingDeadline(reader);
        reader.addIIOReadProgressListener(deadline);
        return deadline;
    }

    /** Refuses what took too long. */
    void mustBeKept() {
        if (stopped) {
            throw PictureLimits.refused();
        }
    }

    @Override
    public void imageProgress(@Nullable ImageReader source, float percentageDone) {
        if (System.nanoTime() - began > LONGEST.toNanos()) {
            stopped = true;
            reader.abort();
        }
    }

    @Override
    public void sequenceStarted(@Nullable ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(@Nullable ImageReader source) {}

    @Override
    public void imageStarted(@Nullable ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(@Nullable ImageReader source) {}

    @Override
    public void thumbnailStarted(@Nullable ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(@Nullable ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(@Nullable ImageReader source) {}

    @Override
    public void readAborted(@Nullable ImageReader source) {}
}
