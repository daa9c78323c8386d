package io.shiming.audit.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tiles in memory, and a tree grown in them. */
public final class MemoryTiles implements Tiles {
    private final Map<String, List<Hash>> tiles = new HashMap<>();

    /** Grows the tree by so many leaves and keeps its tiles; answers the leaves. */
    public List<Hash> grow(long from, int count) {
        var edge = RightEdge.of(from, this);
        var leaves = new ArrayList<Hash>();
        for (long i = from; i < from + count; i++) {
            var leaf = Hash.ofLeaf(("leaf " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            edge.append(leaf);
            leaves.add(leaf);
        }
        edge.takeChanged().forEach((id, hashes) -> tiles.put(id.level() + "/" + id.index(), hashes));
        return leaves;
    }

    @Override
    public List<Hash> read(TileId tile) {
        var hashes = tiles.get(tile.level() + "/" + tile.index());
        if (hashes == null || hashes.size() < tile.width()) throw new IllegalStateException(tile.path());
        return hashes.subList(0, tile.width());
    }
}
