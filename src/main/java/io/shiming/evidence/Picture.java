package io.shiming.evidence;

import io.shiming.problem.Problem;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws an image again: decoded within bounds of memory and time ({@link DrawingSlots}), with what has to be written on
 * it, and encoded as JPEG of at most a mebibyte. Nothing of it is ever on a disk in the clear.
 */
public final class Picture {
    /** What is kept at most, so that it may lie in a column (decision 055). */
    static final int KEPT_BYTES = 1024 * 1024;

    private static final int LONG_EDGE = 2000; // a document's smallest print can be read
    private static final float BEST = 0.85f;
    private static final float WORST = 0.35f;

    private Picture() {}

    /**
     * The image as it is kept. The array sent stays the caller's.
     *
     * @param lines what is written onto it; nothing, where nothing has to be
     * @throws Problem IMAGE_NOT_ACCEPTED, or UNAVAILABLE when too many wait
     */
    static byte[] redrawn(byte[] sent, List<String> lines) {
        var format = PictureFormat.of(sent);
        var bare = format.bare(sent);
        return DrawingSlots.draw(bare.size.mebibytes(LONG_EDGE), () -> {
            var image = bare.orientation.upright(fitted(decoded(format, bare)));
            return encoded(lines.isEmpty() ? image : Stamp.onto(image, lines));
        });
    }

    /** An image of ours with lines written over it, for one who may see it; the array stays the caller's. */
    public static byte[] marked(byte[] kept, List<String> lines) {
        var bare = PictureFormat.JPEG.bare(kept);
        return DrawingSlots.draw(
                bare.size.mebibytes(LONG_EDGE), () -> encoded(Stamp.onto(decoded(PictureFormat.JPEG, bare), lines)));
    }

    private static BufferedImage decoded(PictureFormat format, BarePicture bare) throws IOException {
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(format.reader()).next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bare.bytes()))) {
            var warnings = new DecoderWarnings();
            reader.addIIOReadWarningListener(warnings);
            var deadline = DecodingDeadline.of(reader);
            reader.setInput(in, true, true);
            int step = bare.size.step(LONG_EDGE);
            var how = reader.getDefaultReadParam();
            how.setSourceSubsampling(step, step, 0, 0);
            var image = reader.read(0, how);
            deadline.mustBeKept();
            warnings.mustBeHarmless();
            return image;
        } finally {
            reader.dispose();
        }
    }

    /** On white, in three colours of eight bits, no larger than is kept. */
    private static BufferedImage fitted(BufferedImage image) {
        double scale = Math.min(1.0, (double) LONG_EDGE / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        var fitted = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D drawing = fitted.createGraphics();
        drawing.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        drawing.drawImage(image, 0, 0, width, height, Color.WHITE, null);
        drawing.dispose();
        return fitted;
    }

    private static byte[] encoded(BufferedImage image) throws IOException {
        for (float quality = BEST; quality >= WORST; quality -= 0.1f) {
            var bytes = encoded(image, quality);
            if (bytes.length <= KEPT_BYTES) {
                return bytes;
            }
        }
        throw PictureLimits.refused(); // noise: no photo of a person or a document is like that
    }

    private static byte[] encoded(BufferedImage image, float quality) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
