package io.shiming.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.TileId;
import io.shiming.audit.tree.Tiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A copy of the log in files (C2SP tlog-tiles): the checkpoint, tiles and bundles of entries. */
public final class LogDirectory implements Tiles {
    private final Path directory;

    /** What is missing or malformed in it is found when it is read, as {@link Tampered}. */
    public LogDirectory(Path directory) {
        this.directory = directory;
    }

    /** The checkpoint's note, not checked. */
    public String note() throws IOException {
        return Files.readString(directory.resolve("checkpoint"), UTF_8);
    }

    @Override
    public List<Hash> read(TileId tile) {
        try {
            var kept = kept(tile, TileId::path);
            byte[] content = Files.readAllBytes(directory.resolve(kept.path()));
            if (content.length != kept.width() * Hash.LENGTH) throw new Tampered(kept.path() + ": wrong length");
            return Hash.split(content).subList(0, tile.width());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entries whose hashes are in this tile of level 0. */
    public List<byte[]> entries(TileId tile) throws IOException {
        var kept = kept(tile, TileId::entriesPath);
        var bundle = ByteBuffer.wrap(Files.readAllBytes(directory.resolve(kept.entriesPath())));
        var entries = new ArrayList<byte[]>(kept.width());
        while (bundle.remaining() >= 2) {
            int length = Short.toUnsignedInt(bundle.getShort());
            if (length > bundle.remaining()) break;
            var entry = new byte[length];
            bundle.get(entry);
            entries.add(entry);
        }
        if (bundle.hasRemaining() || entries.size() != kept.width()) {
            throw new Tampered(kept.entriesPath() + ": not the entries of its tile");
        }
        return entries.subList(0, tile.width());
    }

    /** The tile, or a longer version of it: a partial one is removed when longer ones are there (C2SP tlog-tiles). */
    private TileId kept(TileId tile, Function<TileId, String> path) {
        for (int width = tile.width(); width <= TileId.FULL; width++) {
            var version = new TileId(tile.level(), tile.index(), width);
            if (Files.exists(directory.resolve(path.apply(version)))) return version;
        }
        throw new Tampered(path.apply(tile) + ": missing");
    }
}
