package io.shiming.evidence;

/** A file without anything but the image in it, its size, and how the image has to be turned. */
final class BarePicture {
    private final byte[] bytes;
    final PictureSize size;
    final Orientation orientation;

    /** The array is handed over. */
    BarePicture(byte[] bytes, PictureSize size, Orientation orientation) {
        this.bytes = bytes;
        this.size = size;
        this.orientation = orientation;
    }

    /** What a decoder may see; the array itself. */
    byte[] bytes() {
        return bytes;
    }
}
