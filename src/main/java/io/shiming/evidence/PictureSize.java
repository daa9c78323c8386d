package io.shiming.evidence;

/**
 * What decoding a picture costs, read from its header.
 *
 * @param width in pixels
 * @param height in pixels
 * @param pixelBytes the bytes that a decoder keeps for one pixel
 */
record PictureSize(int width, int height, int pixelBytes) {
    private static final long DECODED_BYTES = 32L * 1024 * 1024;
    private static final int MEBIBYTE = 1024 * 1024;

    /** A decoder reads every n-th pixel of a large picture, so that its memory stays bounded. */
    int step(int longEdge) {
        int step = Math.max(1, Math.max(width, height) / longEdge);
        while (decodedBytes(step) > DECODED_BYTES) {
            step++;
        }
        return step;
    }

    /** Mebibytes needed at once: the decoded picture, and a few pictures of the size that is kept. */
    int mebibytes(int longEdge) {
        double scale = Math.min(1.0, (double) longEdge / Math.max(width, height));
        long kept = (long) (3 * scale * width * scale * height);
        return (int) ((decodedBytes(step(longEdge)) + 4 * kept) / MEBIBYTE) + 1;
    }

    private long decodedBytes(int step) {
        return (long) ((width - 1) / step + 1) * ((height - 1) / step + 1) * pixelBytes;
    }
}
