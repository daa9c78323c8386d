package io.shiming.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the chunks of a PNG file (ISO/IEC 15948) in one pass, decoding nothing, and keeps those that an image is
 * made of. Texts, profiles and animations, which may unpack to any size, are dropped unopened and unchecked, and so are
 * the bytes after the last chunk.
 */
final class PngChunks {
    private static final int SIGNATURE = 8;
    private static final int AROUND = 12; // length, type and check
    private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private final ByteBuffer file;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private @Nullable PictureSize size;
    private boolean data;
    private Orientation orientation = Orientation.UPRIGHT;

    PngChunks(byte[] file) {
        this.file = ByteBuffer.wrap(file);
    }

    /** The image alone; refuses with IMAGE_NOT_ACCEPTED. */
    BarePicture bare() {
        kept.write(file.array(), 0, SIGNATURE);
        file.position(SIGNATURE);
        while (!chunk().equals("IEND")) {}
        if (size == null || !data) {
            throw PictureLimits.refused();
        }
        return new BarePicture(kept.toByteArray(), size, orientation);
    }

    private String chunk() {
        if (file.remaining() < AROUND) {
            throw PictureLimits.refused();
        }
        int from = file.position();
        int length = file.getInt();
        var type = new String(file.array(), from + 4, 4, StandardCharsets.ISO_8859_1);
        if (length < 0 || length > file.limit() - from - AROUND) {
            throw PictureLimits.refused();
        }
        judge(type, from, length);
        file.position(from + AROUND + length);
        if (KEPT.contains(type)) {
            check(from + 4, length + 4);
            kept.write(file.array(), from, AROUND + length);
        }
        return type;
    }

    private void judge(String type, int from, int length) {
        boolean header = type.equals("IHDR");
        boolean unknownNeeded = Character.isUpperCase(type.charAt(0)) && !KEPT.contains(type);
        if (header == (size != null) || unknownNeeded) { // the header first, and once
            throw PictureLimits.refused();
        }
        if (header) {
            if (length != 13) {
                throw PictureLimits.refused();
            }
            size = new PictureSize(file.getInt(from + 8), file.getInt(from + 12), pixelBytes(from + 16));
            PictureLimits.mustAllow(size.width(), size.height(), false);
        }
        if (type.equals("eXIf")) {
            var camera = CameraData.ofChunk(file.array(), from + 8, from + 8 + length);
            camera.mustHoldNoHugePicture();
            orientation = camera.orientation();
        }
        data |= type.equals("IDAT");
    }

    /** From the depth and the kind of colours, at most four channels of two bytes. */
    private int pixelBytes(int depthAndColours) {
        int depth = file.get(depthAndColours);
        int channels =
                switch (file.get(depthAndColours + 1)) {
                    case 0, 3 -> 1;
                    case 4 -> 2;
                    case 2 -> 3;
                    default -> 4;
                };
        return depth == 16 ? 2 * channels : channels;
    }

    private void check(int from, int length) {
        var sum = new CRC32();
        sum.update(file.array(), from, length);
        if ((int) sum.getValue() != file.getInt(from + length)) {
            throw PictureLimits.refused();
        }
    }
}
