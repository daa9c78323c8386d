package io.shiming.audit.tree;

import java.util.List;

/** Where tiles come from: a database, a directory, memory. What it gives is not trusted; roots are recomputed. */
@FunctionalInterface
public interface Tiles {
    /** The first {@code width} hashes of the tile; an exception if it has not so many. */
    List<Hash> read(TileId tile);
}
