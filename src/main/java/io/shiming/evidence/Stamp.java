package io.shiming.evidence;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Lines written onto an image: readable in a band below it, and across it, so that nothing can be cut out without them. */
final class Stamp {
    private static final float ACROSS = 0.30f;

    private Stamp() {}

    /** A new image with the lines on it. */
    static BufferedImage onto(BufferedImage image, List<String> lines) {
        int size = Math.max(12, image.getWidth() / 45);
        int band = lines.size() * size * 3 / 2 + size / 2;
        var stamped = new BufferedImage(image.getWidth(), image.getHeight() + band, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D drawing = stamped.createGraphics();
        drawing.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        drawing.drawImage(image, 0, 0, null);
        drawing.setFont(new Font(Font.SANS_SERIF, Font.BOLD, size));
        below(drawing, image, band, size, lines);
        across(drawing, image, size, String.join("   ", lines));
        drawing.dispose();
        return stamped;
    }

    /** The first of these texts that the fonts of this machine can write. */
    static String writable(String text, String plainer) {
        return new Font(Font.SANS_SERIF, Font.BOLD, 12).canDisplayUpTo(text) < 0 ? text : plainer;
    }

    private static void below(Graphics2D drawing, BufferedImage image, int band, int size, List<String> lines) {
        drawing.setColor(Color.WHITE);
        drawing.fillRect(0, image.getHeight(), image.getWidth(), band);
        drawing.setColor(Color.RED.darker());
        int y = image.getHeight();
        for (var line : lines) {
            y += size * 3 / 2;
            drawing.drawString(line, size / 2, y);
        }
    }

    private static void across(Graphics2D drawing, BufferedImage image, int size, String text) {
        drawing.setClip(0, 0, image.getWidth(), image.getHeight());
        drawing.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, ACROSS));
        drawing.rotate(-Math.PI / 8);
        int width = Math.max(1, drawing.getFontMetrics().stringWidth(text) + 3 * size);
        int reach = image.getWidth() + image.getHeight();
        for (int y = 0; y < reach; y += 7 * size) {
            for (int x = -reach / 2; x < reach; x += width) {
                drawing.drawString(text, x, y);
            }
        }
    }
}
