package io.shiming.audit.tree;

/**
 * Which tile: 256 hashes of tree level 8 × {@code level}, or fewer at the right edge (C2SP tlog-tiles).
 *
 * @param level tile level, 0 holds the leaf hashes
 * @param index place from the left, from 0
 * @param width hashes in it, 1 to 256; less than 256 is a partial tile
 */
public record TileId(int level, long index, int width) {
    /** Hashes in a full tile. */
    public static final int FULL = 256;

    /** Only what a tree of at most 2^63-1 leaves can have. */
    public TileId {
        if (level < 0 || level > 7 || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("no such tile");
        }
    }

    /** The tile with this index as far as it is filled in a tree of this size. */
    public static TileId in(long size, int level, long index) {
        return new TileId(level, index, (int) Math.min(FULL, (size >>> (8 * level)) - (index << 8)));
    }

    /**
     * Reads the name part of a path, {@code x001/234.p/5}; {@link IllegalArgumentException} for any spelling but the one
     * that {@link #path} gives.
     */
    public static TileId parse(int level, String name) {
        int partial = name.indexOf(".p/");
        var digits = (partial < 0 ? name : name.substring(0, partial))
                .replace("x", "")
                .replace("/", "");
        if (digits.isEmpty() || digits.length() > 15) throw new IllegalArgumentException("no such tile");
        int width = partial < 0 ? FULL : Integer.parseInt(name.substring(partial + 3));
        var tile = new TileId(level, Long.parseLong(digits), width);
        if (!tile.name().equals(name)) throw new IllegalArgumentException("no such tile");
        return tile;
    }

    /** Path below the log's prefix, as in {@code tile/0/x001/234.p/5}. */
    public String path() {
        return "tile/" + level + "/" + name();
    }

    /** Path of the bundle of entries that this level-0 tile holds the hashes of. */
    public String entriesPath() {
        return "tile/entries/" + name();
    }

    private String name() {
        var name = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            name.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return width == FULL ? name.toString() : name + ".p/" + width;
    }
}
