package io.shiming.evidence;

import java.util.Arrays;

/** The two formats that are taken, told by their first bytes and not by what the sender says. */
enum PictureFormat {
    JPEG(0xFF, 0xD8, 0xFF),
    PNG(0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A);

    private final byte[] magic;

    PictureFormat(int... magic) {
        this.magic = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            this.magic[i] = (byte) magic[i];
        }
    }

    /** The format of these bytes; refuses with IMAGE_NOT_ACCEPTED what is neither. */
    static PictureFormat of(byte[] sent) {
        return Arrays.stream(values())
                .filter(format -> format.begins(sent))
                .findFirst()
                .orElseThrow(PictureLimits::refused);
    }

    /** The image and nothing else: no camera data, no comment, no second file behind it. */
    BarePicture bare(byte[] sent) {
        return this == JPEG ? new JpegSegments(sent).bare() : new PngChunks(sent).bare();
    }

    /** The name that the platform's readers know it by. */
    String reader() {
        return this == JPEG ? "jpeg" : "png";
    }

    private boolean begins(byte[] sent) {
        return sent.length >= magic.length && Arrays.equals(magic, Arrays.copyOf(sent, magic.length));
    }
}
