package io.shiming.audit.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A SHA-256 hash of the tree, always 32 bytes; leaves and nodes are told apart by a prefix (RFC 6962 section 2.1). */
public final class Hash {
    /** Bytes in a hash. */
    public static final int LENGTH = 32;

    /** The root of a tree without leaves: the hash of nothing. */
    public static final Hash EMPTY_TREE = digest(new byte[0]);

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final byte[] bytes;

    private Hash(byte[] owned) {
        this.bytes = owned;
    }

    /** The hash of one leaf with this content. */
    public static Hash ofLeaf(byte[] content) {
        return digest(LEAF, content);
    }

    /** The hash of the node above these two. */
    public static Hash ofNode(Hash left, Hash right) {
        return digest(NODE, left.bytes, right.bytes);
    }

    /** These 32 bytes as a hash; any other length is an {@link IllegalArgumentException}. */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) throw new IllegalArgumentException("a hash has 32 bytes");
        return new Hash(bytes.clone());
    }

    /** The hash written in standard base64 with padding; anything else is an {@link IllegalArgumentException}. */
    public static Hash ofBase64(String text) {
        var hash = of(Base64.getDecoder().decode(text));
        if (!hash.base64().equals(text)) throw new IllegalArgumentException("not the only way to write it in base64");
        return hash;
    }

    /** The hashes of a tile, which has them one after the other. */
    public static List<Hash> split(byte[] tile) {
        if (tile.length % LENGTH != 0) throw new IllegalArgumentException("a tile is made of whole hashes");
        var hashes = new ArrayList<Hash>(tile.length / LENGTH);
        for (int at = 0; at < tile.length; at += LENGTH) {
            hashes.add(new Hash(Arrays.copyOfRange(tile, at, at + LENGTH)));
        }
        return hashes;
    }

    /** The content of a tile with these hashes. */
    public static byte[] join(List<Hash> hashes) {
        var tile = new byte[hashes.size() * LENGTH];
        for (int i = 0; i < hashes.size(); i++) {
            System.arraycopy(hashes.get(i).bytes, 0, tile, i * LENGTH, LENGTH);
        }
        return tile;
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Standard base64 with padding, as checkpoints and proofs carry it. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Lower-case hexadecimal, as receipts carry it. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }

    private static Hash digest(byte[]... parts) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) sha.update(part);
            return new Hash(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
