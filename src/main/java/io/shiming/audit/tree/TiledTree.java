package io.shiming.audit.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree of a given size read from tiles: its root and its proofs, built as RFC 9162 sections 2.1.3.1 and 2.1.4.1
 * define them. Reads each tile once; made for one question and thrown away.
 */
public final class TiledTree {
    private final Tiles tiles;
    private final long size;
    private final Map<TileId, List<Hash>> seen = new HashMap<>();

    /** The first {@code size} leaves of what stands in these tiles. */
    public TiledTree(Tiles tiles, long size) {
        this.tiles = tiles;
        this.size = size;
    }

    /** The root over all leaves. */
    public Hash root() {
        return size == 0 ? Hash.EMPTY_TREE : over(0, size);
    }

    /** The hash of the leaf at this index. */
    public Hash leaf(long index) {
        if (index < 0 || index >= size) throw new IllegalArgumentException("no such leaf in a tree of this size");
        return node(0, index);
    }

    /** The proof that the leaf at this index is in the tree, leaf side first. */
    public List<Hash> inclusionOf(long index) {
        if (index < 0 || index >= size) throw new IllegalArgumentException("no such leaf in a tree of this size");
        var proof = new ArrayList<Hash>();
        path(index, 0, size, proof);
        return proof;
    }

    /** The proof that the tree of its first {@code old} leaves is a prefix of it; empty for 0 and for the whole tree. */
    public List<Hash> consistencyWith(long old) {
        if (old < 0 || old > size) throw new IllegalArgumentException("the older tree is the smaller one");
        var proof = new ArrayList<Hash>();
        if (old > 0) prefix(old, 0, size, true, proof);
        return proof;
    }

    private void path(long index, long from, long to, List<Hash> proof) {
        if (to - from == 1) return;
        long split = from + splitOf(to - from);
        if (index < split) {
            path(index, from, split, proof);
            proof.add(over(split, to));
        } else {
            path(index, split, to, proof);
            proof.add(over(from, split));
        }
    }

    private void prefix(long old, long from, long to, boolean whole, List<Hash> proof) {
        if (old == to) {
            if (!whole) proof.add(over(from, to));
            return;
        }
        long split = from + splitOf(to - from);
        if (old <= split) {
            prefix(old, from, split, whole, proof);
            proof.add(over(split, to));
        } else {
            prefix(old, split, to, false, proof);
            proof.add(over(from, split));
        }
    }

    /** The root over the leaves from..to; where it starts, a perfect subtree of its size could start. */
    private Hash over(long from, long to) {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return node(level, from >>> level);
        }
        long split = from + splitOf(count);
        return Hash.ofNode(over(from, split), over(split, to));
    }

    private Hash node(int level, long index) {
        int above = level % 8;
        long first = index << above;
        var hashes = seen.computeIfAbsent(TileId.in(size, level / 8, first >>> 8), tiles::read);
        int at = (int) (first & 255);
        return Subtree.root(hashes.subList(at, at + (1 << above)));
    }

    /** The largest power of two below the count (RFC 9162 section 2.1.1). */
    private static long splitOf(long count) {
        return Long.highestOneBit(count - 1);
    }
}
