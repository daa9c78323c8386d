package io.shiming.evidence;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Pictures of no person, and files that want to pass for pictures. */
public final class Specimen {
    private static final byte[] EOI = {(byte) 0xFF, (byte) 0xD9};
    private static final byte[] ZIP = {'P', 'K', 3, 4, 20, 0, 0, 0, 0, 0};

    private Specimen() {}

    public static byte[] jpeg(int width, int height) {
        return written(drawn(width, height), "jpeg", false);
    }

    public static byte[] progressive(int width, int height) {
        return written(drawn(width, height), "jpeg", true);
    }

    /** Its segments; there is nothing in the scans. */
    static byte[] scanForEachColour(int width, int height) {
        var scans = IntStream.rangeClosed(1, 3)
                .mapToObj(colour -> join(segment(0xDA, bytes(1, colour, 0, 0, 63, 0)), bytes(0)))
                .toArray(byte[][]::new);
        return join(bytes(0xFF, 0xD8), frame(0xC0, width, height, 3), join(scans), EOI);
    }

    public static byte[] png(int width, int height) {
        return written(drawn(width, height), "png", false);
    }

    public static BufferedImage read(byte[] image) {
        try {
            return ImageIO.read(new ByteArrayInputStream(image));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A photo as a camera writes it: with camera data, a place and a small picture in it. */
    public static byte[] withCameraData(byte[] jpeg, String canary, int thumbnailEdge) {
        var data = join(
                "Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1),
                canary.getBytes(StandardCharsets.UTF_8),
                bytes(0xFF, 0xD8),
                frame(0xC0, thumbnailEdge, thumbnailEdge, 3),
                bytes(0xFF, 0xD9));
        return join(
                bytes(0xFF, 0xD8),
                segment(0xE1, data),
                segment(0xFE, canary.getBytes(StandardCharsets.UTF_8)),
                Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A photo whose camera was held as this value says, in either order of bytes. */
    public static byte[] held(byte[] jpeg, int value, boolean littleEndian) {
        var data = join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), orientation(value, littleEndian));
        return join(bytes(0xFF, 0xD8), segment(0xE1, data), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** The same as a PNG. */
    public static byte[] heldPng(byte[] png, int value) {
        return join(
                Arrays.copyOf(png, 33),
                chunk("eXIf", orientation(value, false)),
                Arrays.copyOfRange(png, 33, png.length));
    }

    /** A field of no interest, and the one that is. */
    private static byte[] orientation(int value, boolean littleEndian) {
        var order = littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        var data = ByteBuffer.allocate(38).order(order);
        data.put((byte) (littleEndian ? 'I' : 'M')).put((byte) (littleEndian ? 'I' : 'M'));
        data.putShort((short) 42).putInt(8).putShort((short) 2);
        data.putShort((short) 0x0100)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) 64)
                .putShort((short) 0);
        data.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) value)
                .putShort((short) 0);
        return data.putInt(0).array();
    }

    /** Red above left, green above right, blue below left, white below right. */
    public static BufferedImage corners(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var drawing = image.createGraphics();
        drawing.setColor(Color.RED);
        drawing.fillRect(0, 0, width / 2, height / 2);
        drawing.setColor(Color.GREEN);
        drawing.fillRect(width / 2, 0, width / 2, height / 2);
        drawing.setColor(Color.BLUE);
        drawing.fillRect(0, height / 2, width / 2, height / 2);
        drawing.setColor(Color.WHITE);
        drawing.fillRect(width / 2, height / 2, width / 2, height / 2);
        drawing.dispose();
        return image;
    }

    /** A picture that is like no other: blocks of colours by chance, the same for the same number. */
    public static byte[] noise(int width, int height, int number) {
        var random = new Random(number);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, (x / 4 + y / 4) % 3 == 0 ? random.nextInt(1 << 24) : number * 7_919);
            }
        }
        return written(image, "jpeg", false);
    }

    /** A photo as it is kept, before it is sealed. */
    public static byte[] kept(byte[] sent) {
        return Picture.redrawn(sent, List.of());
    }

    /** Everything that must be refused, by what it is (decision 055). */
    public static Map<String, byte[]> refused() {
        var jpeg = jpeg(64, 48);
        var png = png(64, 48);
        var all = new LinkedHashMap<String, byte[]>();
        all.put("nothing", new byte[0]);
        all.put("two bytes", bytes(0xFF, 0xD8));
        all.put("a PNG of 50,000 by 50,000 in a third of a megabyte", pixelBomb());
        all.put("a JPEG that says 50,000 by 50,000", join(bytes(0xFF, 0xD8), frame(0xC0, 50_000, 50_000, 3)));
        all.put("a JPEG cut off in its data", Arrays.copyOf(jpeg, jpeg.length * 2 / 3));
        all.put("a JPEG cut off in its head", Arrays.copyOf(jpeg, 40));
        all.put("a JPEG without its last mark", Arrays.copyOf(jpeg, jpeg.length - 2));
        all.put("a PNG cut off", Arrays.copyOf(png, png.length - 20));
        all.put("a JPEG for printing, four colours", join(bytes(0xFF, 0xD8), frame(0xC0, 64, 48, 4)));
        all.put("a lossless JPEG", join(bytes(0xFF, 0xD8), frame(0xC3, 64, 48, 3)));
        all.put("a progressive JPEG of ten thousand scans", manyScans(progressive(64, 48), 10_000));
        all.put("a progressive JPEG of 5,000 by 5,000", join(bytes(0xFF, 0xD8), frame(0xC2, 5_000, 5_000, 3)));
        all.put("a JPEG cut off in its data, with an end marker", join(Arrays.copyOf(jpeg, jpeg.length * 2 / 3), EOI));
        all.put("a PNG of one row, forty million pixels wide", oneRow());
        all.put("a huge picture in a photo's camera data", withCameraData(jpeg, "", 50_000));
        all.put("a PNG whose check is wrong", flipped(png, png.length - 20));
        all.put("a PNG whose header comes twice", twiceHeaded(png));
        all.put("SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8));
        all.put("PDF", "%PDF-1.7\n%%EOF".getBytes(StandardCharsets.US_ASCII));
        all.put("TIFF", bytes('I', 'I', '*', 0, 8, 0, 0, 0));
        all.put("GIF", "GIF89a\1\0\1\0\0\0\0;".getBytes(StandardCharsets.ISO_8859_1));
        all.put("WebP", "RIFF\0\0\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1));
        all.put("an archive", ZIP);
        return all;
    }

    /** Pictures with bytes that are none of the picture's, as telephones and scanners write them; each is seen whole. */
    public static Map<String, byte[]> takenWithoutTheRest() {
        var all = new LinkedHashMap<String, byte[]>();
        for (var name : List.of(
                "newline.jpg", "pad3.jpg", "samsung.jpg", "one_extra.jpg", "extraneous.jpg", "badcrc_text.png")) {
            all.put(name, resource(name));
        }
        var jpeg = jpeg(64, 48);
        var png = png(64, 48);
        all.put("a JPEG that is an archive too", join(jpeg, ZIP));
        all.put("a PNG that is an archive too", join(png, ZIP));
        all.put("two JPEGs", join(jpeg, jpeg));
        all.put("a JPEG with fill between two segments", join(Arrays.copyOf(jpeg, 20), bytes(0, 0), tail(jpeg, 20)));
        all.put("a progressive JPEG with fill before its end", fillBeforeTheEnd(progressive(64, 48)));
        all.put(
                "a PNG with an unknown chunk whose check is wrong",
                join(Arrays.copyOf(png, 33), flipped(chunk("abCd", bytes(1, 2, 3)), 9), tail(png, 33)));
        return all;
    }

    private static byte[] resource(String name) {
        try (var file = Specimen.class.getResourceAsStream("/images/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] fillBeforeTheEnd(byte[] jpeg) {
        return join(Arrays.copyOf(jpeg, jpeg.length - 2), new byte[9], EOI);
    }

    private static byte[] tail(byte[] of, int from) {
        return Arrays.copyOfRange(of, from, of.length);
    }

    private static byte[] oneRow() {
        var header = ByteBuffer.allocate(13).putInt(40_000_000).putInt(1).put(new byte[] {16, 6, 0, 0, 0});
        return join(
                Arrays.copyOf(png(1, 1), 8),
                chunk("IHDR", header.array()),
                chunk("IDAT", new byte[10]),
                chunk("IEND", new byte[0]));
    }

    private static BufferedImage drawn(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var drawing = image.createGraphics();
        drawing.setColor(Color.LIGHT_GRAY);
        drawing.fillRect(0, 0, width, height);
        drawing.setColor(Color.BLUE);
        drawing.fillOval(width / 4, height / 4, width / 2, height / 2);
        drawing.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(8, height / 12)));
        drawing.drawString("SPECIMEN", width / 20, height / 8);
        drawing.dispose();
        return image;
    }

    static byte[] written(BufferedImage image, String format, boolean progressive) {
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            if (progressive) {
                how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] manyScans(byte[] jpeg, int scans) {
        int last = jpeg.length - 2;
        var scan = join(segment(0xDA, bytes(1, 1, 0, 1, 63, 1)), bytes(0));
        var all = new ByteArrayOutputStream();
        all.write(jpeg, 0, last);
        for (int i = 0; i < scans; i++) {
            all.writeBytes(scan);
        }
        all.writeBytes(bytes(0xFF, 0xD9));
        return all.toByteArray();
    }

    private static byte[] pixelBomb() {
        int edge = 50_000;
        var header = ByteBuffer.allocate(13).putInt(edge).putInt(edge).put(new byte[] {1, 0, 0, 0, 0});
        var packed = new ByteArrayOutputStream();
        try (var data = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            var row = new byte[1 + edge / 8];
            for (int i = 0; i < edge; i++) {
                data.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return join(
                Arrays.copyOf(png(1, 1), 8),
                chunk("IHDR", header.array()),
                chunk("IDAT", packed.toByteArray()),
                chunk("IEND", new byte[0]));
    }

    private static byte[] twiceHeaded(byte[] png) {
        return join(Arrays.copyOf(png, 33), Arrays.copyOfRange(png, 8, png.length));
    }

    private static byte[] chunk(String type, byte[] content) {
        var typed = join(type.getBytes(StandardCharsets.US_ASCII), content);
        var sum = new CRC32();
        sum.update(typed);
        return join(
                ByteBuffer.allocate(4).putInt(content.length).array(),
                typed,
                ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    private static byte[] frame(int marker, int width, int height, int components) {
        var content = ByteBuffer.allocate(6 + 3 * components);
        content.put((byte) 8).putShort((short) height).putShort((short) width).put((byte) components);
        return segment(marker, content.array());
    }

    private static byte[] segment(int marker, byte[] content) {
        return join(bytes(0xFF, marker, (content.length + 2) >> 8, (content.length + 2) & 0xFF), content);
    }

    private static byte[] flipped(byte[] of, int at) {
        var copy = of.clone();
        copy[at] ^= 1;
        return copy;
    }

    static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
