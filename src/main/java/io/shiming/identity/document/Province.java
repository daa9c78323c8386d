package io.shiming.identity.document;

/**
 * The first two digits of GB/T 2260. The other four are not checked: a number keeps the code of a county that was
 * abolished long ago.
 */
public final class Province {
    private static final int[][] RANGES = {{11, 15}, {21, 23}, {31, 37}, {41, 46}, {50, 54}, {61, 65}};

    private Province() {}

    public static boolean ofMainland(String twoDigits) {
        int code = Integer.parseInt(twoDigits);
        for (int[] range : RANGES) if (code >= range[0] && code <= range[1]) return true;
        return false;
    }
}
