package io.shiming.audit.tree;

import java.util.List;

/** Roots over a list of hashes. */
final class Subtree {
    private Subtree() {}

    /** The root of a perfect subtree; the number of hashes is a power of two. */
    static Hash root(List<Hash> hashes) {
        if (hashes.size() == 1) return hashes.get(0);
        int half = hashes.size() / 2;
        return Hash.ofNode(root(hashes.subList(0, half)), root(hashes.subList(half, hashes.size())));
    }
}
