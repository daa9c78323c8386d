package io.shiming.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the segments of a JPEG file (ITU-T T.81 annex B) in one pass, decoding nothing, and keeps those that an
 * image is made of. What a decoder would have to trust, sizes, scans and the image's end, is checked here first. Bytes
 * between two segments and after the end marker are dropped unread: telephones write both.
 */
final class JpegSegments {
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int PROGRESSIVE = 0xC2;
    private static final int COEFFICIENT_BYTES = 2;
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PLAIN_JFIF = {
        (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };

    private final byte[] file;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int at;
    private int scans;
    private boolean heldWhole;
    private @Nullable Frame frame;
    private @Nullable Orientation orientation;

    private record Frame(int width, int height, int components) {}

    JpegSegments(byte[] file) {
        this.file = file;
    }

    /** The image alone; refuses with IMAGE_NOT_ACCEPTED. */
    BarePicture bare() {
        at = 2;
        keep(0, 2);
        for (int marker = marker(); marker != EOI; marker = marker()) {
            segment(marker);
        }
        if (frame == null || scans == 0) {
            throw PictureLimits.refused();
        }
        keep(at - 2, at);
        return new BarePicture(
                kept.toByteArray(),
                new PictureSize(frame.width, frame.height, 3, heldWhole ? frame.components * COEFFICIENT_BYTES : 0),
                orientation == null ? Orientation.UPRIGHT : orientation);
    }

    private void segment(int marker) {
        int from = at - 2;
        int end = at + length();
        switch (marker) {
            case 0xC0, 0xC1, PROGRESSIVE -> {
                frame = frame(at);
                heldWhole = marker == PROGRESSIVE;
                PictureLimits.mustAllow(frame.width, frame.height, heldWhole);
                keep(from, end);
            }
            case 0xC4, 0xDB, 0xDD, 0xEE -> keep(from, end); // tables, restarts, and which colours these are
            case SOS -> {
                end = scan(octetOf(at + 2), end);
                keep(from, end);
            }
            case 0xE0 -> jfif(end);
            case 0xE1 -> cameraData(end);
            default -> mustBeLeftOut(marker);
        }
        at = end;
    }

    /** Leaves out other application data and comments. Any other segment belongs to no photo, and is refused. */
    private static void mustBeLeftOut(int marker) {
        if ((marker < 0xE2 || marker > 0xEF) && marker != 0xFE) {
            throw PictureLimits.refused();
        }
    }

    private int marker() {
        while (at + 1 < file.length) { // any number of fill bytes and of bytes that belong to no segment
            if (octet(at) == 0xFF && octet(at + 1) != 0 && octet(at + 1) != 0xFF) {
                at += 2;
                return octet(at - 1);
            }
            at++;
        }
        throw PictureLimits.refused();
    }

    /** Grey or three colours of eight bits; four are for printing, and no camera at a counter prints. */
    private Frame frame(int segment) {
        int components = octetOf(segment + 7);
        if (frame != null || octetOf(segment + 2) != 8 || (components != 1 && components != 3)) {
            throw PictureLimits.refused();
        }
        return new Frame(pair(segment + 5), pair(segment + 3), components);
    }

    /**
     * The end of the coded data: the next marker that is neither stuffing nor a restart. Of colours in scans of their own a
     * decoder holds the picture whole, as of a progressive one.
     */
    private int scan(int components, int from) {
        if (frame == null || ++scans > PictureLimits.SCANS) {
            throw PictureLimits.refused();
        }
        if (components < frame.components) {
            heldWhole = true;
            PictureLimits.mustAllow(frame.width, frame.height, true);
        }
        for (int i = from; i + 1 < file.length; i++) {
            if (octet(i) == 0xFF && octet(i + 1) != 0 && octet(i + 1) != 0xFF && !restart(octet(i + 1))) {
                return i;
            }
        }
        throw PictureLimits.refused();
    }

    private static boolean restart(int marker) {
        return marker >= 0xD0 && marker <= 0xD7;
    }

    /** Says how colours are meant, and may hold a small picture, which is not kept. */
    private void jfif(int end) {
        if (startsAt(at + 2, JFIF)) {
            kept.writeBytes(PLAIN_JFIF);
        }
        if (end < at + 2) {
            throw PictureLimits.refused();
        }
    }

    /** Not kept; the first says how the camera was held. */
    private void cameraData(int end) {
        if (CameraData.isIn(file, at + 2, end)) {
            var data = CameraData.ofSegment(file, at + 2, end);
            data.mustHoldNoHugePicture();
            orientation = orientation == null ? data.orientation() : orientation;
        }
    }

    private int length() {
        int length = pair(at);
        if (length < 2 || at + length > file.length) {
            throw PictureLimits.refused();
        }
        return length;
    }

    private boolean startsAt(int from, byte[] text) {
        return from + text.length <= file.length && Arrays.equals(file, from, from + text.length, text, 0, text.length);
    }

    private int pair(int from) {
        return octetOf(from) << 8 | octetOf(from + 1);
    }

    private int octetOf(int from) {
        if (from >= file.length) {
            throw PictureLimits.refused();
        }
        return octet(from);
    }

    private int octet(int from) {
        return file[from] & 0xFF;
    }

    private void keep(int from, int to) {
        kept.write(file, from, to - from);
    }
}
