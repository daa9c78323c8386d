package io.shiming.evidence;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * How a camera was held when it took a picture (Exif 2.3 section 4.6.4 A, tag 0x0112), in the order of the values 1 to 8.
 * Each names where the first row and the first column of what is stored are to be seen.
 */
enum Orientation {
    UPRIGHT(1, 0, 0, 1),
    TOP_RIGHT(-1, 0, 0, 1),
    BOTTOM_RIGHT(-1, 0, 0, -1),
    BOTTOM_LEFT(1, 0, 0, -1),
    LEFT_TOP(0, 1, 1, 0),
    RIGHT_TOP(0, 1, -1, 0),
    RIGHT_BOTTOM(0, -1, -1, 0),
    LEFT_BOTTOM(0, -1, 1, 0);

    private final int xx;
    private final int yx;
    private final int xy;
    private final int yy;

    Orientation(int xx, int yx, int xy, int yy) {
        this.xx = xx;
        this.yx = yx;
        this.xy = xy;
        this.yy = yy;
    }

    /** That of a value; upright where there is no such value. */
    static Orientation of(int value) {
        return value < 1 || value > values().length ? UPRIGHT : values()[value - 1];
    }

    /** The picture as it was seen. */
    BufferedImage upright(BufferedImage stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = stored.getWidth();
        int height = stored.getHeight();
        boolean lying = xx == 0;
        var upright = new BufferedImage(lying ? height : width, lying ? width : height, stored.getType());
        double right = xx + xy < 0 ? upright.getWidth() : 0;
        double down = yx + yy < 0 ? upright.getHeight() : 0;
        Graphics2D drawing = upright.createGraphics();
        drawing.drawImage(stored, new AffineTransform(xx, yx, xy, yy, right, down), null);
        drawing.dispose();
        return upright;
    }
}
