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
            byte[] content = file(tile.path());
            if (content.length != tile.width() * Hash.LENGTH) throw new Tampered(tile.path() + ": wrong length");
            return Hash.split(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entries whose hashes are in this tile of level 0. */
    public List<byte[]> entries(TileId tile) throws IOException {
        var bundle = ByteBuffer.wrap(file(tile.entriesPath()));
        var entries = new ArrayList<byte[]>(tile.width());
        while (bundle.remaining() >= 2) {
            int length = Short.toUnsignedInt(bundle.getShort());
            if (length > bundle.remaining()) break;
            var entry = new byte[length];
            bundle.get(entry);
            entries.add(entry);
        }
        if (bundle.hasRemaining() || entries.size() != tile.width()) {
            throw new Tampered(tile.entriesPath() + ": not the entries of its tile");
        }
        return entries;
    }

    private byte[] file(String path) throws IOException {
        var file = directory.resolve(path);
        if (!Files.exists(file)) throw new Tampered(path + ": missing");
        return Files.readAllBytes(file);
    }
}
