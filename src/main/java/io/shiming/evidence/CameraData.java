package io.shiming.evidence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a camera writes beside the image (Exif, JEITA CP-3451; its frame is TIFF 6.0). Of all that, one thing is read: how
 * the camera was held. It is never kept.
 */
final class CameraData {
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 8; // byte order, the number 42, and where the first directory is
    private static final int ENTRY = 12;
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;

    private final byte[] file;
    private final int from;
    private final int end;

    private CameraData(byte[] file, int from, int end) {
        this.file = file;
        this.from = from;
        this.end = end;
    }

    /** Whether a segment's content of these bounds is camera data. */
    static boolean isIn(byte[] file, int from, int end) {
        return end - from >= EXIF.length && Arrays.equals(file, from, from + EXIF.length, EXIF, 0, EXIF.length);
    }

    /** That of a JPEG segment for which {@link #isIn} holds. */
    static CameraData ofSegment(byte[] file, int from, int end) {
        return new CameraData(file, from + EXIF.length, end);
    }

    /** That of a PNG chunk eXIf, which has no name before it. */
    static CameraData ofChunk(byte[] file, int from, int end) {
        return new CameraData(file, from, end);
    }

    /** The service does not decode the thumbnail. A huge one shows that the sender abuses it. */
    void mustHoldNoHugePicture() {
        for (int i = from; i + 2 < end; i++) {
            if (octet(i) == 0xFF && octet(i + 1) == 0xD8 && octet(i + 2) == 0xFF) {
                mustBeSmall(i + 2);
                return;
            }
        }
    }

    private void mustBeSmall(int segments) {
        int i = segments;
        while (i + 9 < end && octet(i) == 0xFF && octet(i + 1) != 0xDA) {
            int marker = octet(i + 1);
            if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                PictureLimits.mustAllowThumbnail(pair(i + 7), pair(i + 5));
                return;
            }
            i += 2 + pair(i + 2);
        }
    }

    /** Upright, where the data does not say otherwise or is no camera's. */
    Orientation orientation() {
        var data = ByteBuffer.wrap(file, from, end - from).slice();
        if (data.remaining() < HEADER) {
            return Orientation.UPRIGHT;
        }
        data.order(data.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = data.getInt(4);
        if (data.getShort(2) != 42 || directory < HEADER || directory > data.limit() - 2) {
            return Orientation.UPRIGHT;
        }
        int entries = Math.min(data.getShort(directory) & 0xFFFF, (data.limit() - directory - 2) / ENTRY);
        for (int at = directory + 2; at < directory + 2 + entries * ENTRY; at += ENTRY) {
            if ((data.getShort(at) & 0xFFFF) == ORIENTATION && data.getShort(at + 2) == SHORT) {
                return Orientation.of(data.getShort(at + 8));
            }
        }
        return Orientation.UPRIGHT;
    }

    private int pair(int at) {
        return octet(at) << 8 | octet(at + 1);
    }

    private int octet(int at) {
        return file[at] & 0xFF;
    }
}
