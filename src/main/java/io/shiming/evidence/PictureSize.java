package io.shiming.evidence;

/**
 * What decoding a picture costs, read from its header.
 *
 * @param width in pixels
 * @param height in pixels
 * @param pixelBytes the bytes that a decoder keeps for one pixel of what it returns
 * @param heldBytes the bytes that it keeps besides for each pixel sent, where it has to hold the picture whole
 */
record PictureSize(int width, int height, int pixelBytes, int heldBytes) {
    private static final long DECODED_BYTES = 32L * 1024 * 1024;
    private static final int MEBIBYTE = 1024 * 1024;

    PictureSize(int width, int height, int pixelBytes) {
        this(width, height, pixelBytes, 0);
    }

    /** A decoder reads every n-th pixel of a large picture, so that its memory stays bounded. */
    int step(int longEdge) {
        int step = Math.max(1, Math.max(width, height) / longEdge);
        while (decodedBytes(step) > DECODED_BYTES) {
            step++;
        }
        return step;
    }

    /** Mebibytes needed at once: what is held whole, the decoded picture, and a few pictures of the size that is kept. */
    int mebibytes(int longEdge) {
        double scale = Math.min(1.0, (double) longEdge / Math.max(width, height));
        long kept = (long) (3 * scale * width * scale * height);
        long held = (long) width * height * heldBytes;
        return (int) ((held + decodedBytes(step(longEdge)) + 4 * kept) / MEBIBYTE) + 1;
    }

    private long decodedBytes(int step) {
        return (long) ((width - 1) / step + 1) * ((height - 1) / step + 1) * pixelBytes;
    }
}
