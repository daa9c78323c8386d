package io.shiming.evidence;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;

/**
 * How large an image may be, said before it is decoded (ASVS 5.0 V5.2.1, V5.2.6). A progressive JPEG, and one
 * with a scan for each colour, is held whole while it is decoded, and passed over once for each scan; hence less of it.
 */
final class PictureLimits {
    /** Bytes as sent. */
    static final int BYTES = 5 * 1024 * 1024;

    /** Passes over one image; encoders make about ten. */
    static final int SCANS = 20;

    /** A decoder holds a row or two whole. */
    private static final int EDGE = 20_000;

    private static final long PIXELS = 40_000_000;
    private static final long PIXELS_HELD_WHOLE = 16_000_000;

    /** What a camera puts into a file to be shown small; more than that wants to be something else. */
    private static final long THUMBNAIL_PIXELS = 1_000_000;

    private PictureLimits() {}

    static void mustAllow(int width, int height, boolean heldWhole) {
        mustHaveAtMost(heldWhole ? PIXELS_HELD_WHOLE : PIXELS, width, height);
    }

    static void mustAllowThumbnail(int width, int height) {
        mustHaveAtMost(THUMBNAIL_PIXELS, width, height);
    }

    static Problem refused() {
        return Problem.of(Code.IMAGE_NOT_ACCEPTED);
    }

    private static void mustHaveAtMost(long pixels, int width, int height) {
        if (width <= 0 || height <= 0 || Math.max(width, height) > EDGE || (long) width * height > pixels) {
            throw refused();
        }
    }
}
