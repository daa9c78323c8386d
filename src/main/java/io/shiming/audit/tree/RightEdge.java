package io.shiming.audit.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The right edge of the tree, which is all that is needed to grow it and to know its root: of each level the tile that
 * is not full yet. Not safe for several threads.
 */
public final class RightEdge {
    private final List<List<Hash>> levels = new ArrayList<>();
    private final Map<Integer, TileId> grown = new HashMap<>();
    private final Map<TileId, List<Hash>> filled = new HashMap<>();
    private long size;

    private RightEdge(long size) {
        this.size = size;
    }

    /** The edge of the tree of this size that stands in these tiles. */
    public static RightEdge of(long size, Tiles tiles) {
        var edge = new RightEdge(size);
        for (int level = 0; size >>> (8 * level) > 0; level++) {
            long hashes = size >>> (8 * level);
            boolean none = (hashes & 255) == 0;
            edge.levels.add(
                    none ? new ArrayList<>() : new ArrayList<>(tiles.read(TileId.in(size, level, hashes >>> 8))));
            if (level == 7) break;
        }
        return edge;
    }

    /** Puts one more leaf at the right. */
    public void append(Hash leaf) {
        put(0, leaf);
        size++;
    }

    /** Leaves in the tree. */
    public long size() {
        return size;
    }

    /** The root over all leaves (RFC 9162 section 2.1.1): perfect subtrees folded from the right. */
    public Hash root() {
        var root = Hash.EMPTY_TREE;
        boolean any = false;
        for (List<Hash> hashes : levels) {
            int end = hashes.size();
            for (int width = 1; end > 0; width *= 2) {
                if ((end & width) == 0) continue;
                var subtree = Subtree.root(hashes.subList(end - width, end));
                root = any ? Hash.ofNode(subtree, root) : subtree;
                any = true;
                end -= width;
            }
        }
        return root;
    }

    /** The tiles that were filled or made longer since this was last asked, as they are now. */
    public Map<TileId, List<Hash>> takeChanged() {
        var changed = new HashMap<>(filled);
        grown.forEach((level, tile) -> changed.put(tile, List.copyOf(levels.get(level))));
        filled.clear();
        grown.clear();
        return changed;
    }

    private void put(int level, Hash hash) {
        if (level == levels.size()) levels.add(new ArrayList<>());
        var hashes = levels.get(level);
        hashes.add(hash);
        var tile = new TileId(level, size >>> (8 * level + 8), hashes.size());
        if (hashes.size() < TileId.FULL) {
            grown.put(level, tile);
            return;
        }
        filled.put(tile, List.copyOf(hashes));
        grown.remove(level);
        hashes.clear();
        put(level + 1, Subtree.root(filled.get(tile)));
    }
}
