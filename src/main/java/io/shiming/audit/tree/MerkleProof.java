package io.shiming.audit.tree;

import java.util.List;

/**
 * Checks of proofs, step by step as RFC 9162 writes them, with the checks at both ends: a proof that is too short or
 * too long proves nothing. Sizes and indexes above 2^63-1 (negative here) are refused.
 */
public final class MerkleProof {
    private MerkleProof() {}

    /** Whether the leaf stands at this index of the tree with this size and root (RFC 9162 section 2.1.3.2). */
    public static boolean includes(long index, Hash leaf, List<Hash> proof, long size, Hash root) {
        if (index < 0 || index >= size) return false;
        long fn = index;
        long sn = size - 1;
        var r = leaf;
        for (Hash p : proof) {
            if (sn == 0) return false;
            if ((fn & 1) == 1 || fn == sn) {
                r = Hash.ofNode(p, r);
                int drop = Long.numberOfTrailingZeros(fn); // fn is not 0: either odd, or equal to sn
                fn >>>= drop;
                sn >>>= drop;
            } else {
                r = Hash.ofNode(r, p);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && r.equals(root);
    }

    /** Whether the first tree is a prefix of the second (RFC 9162 section 2.1.4.2). */
    public static boolean extendsTo(long first, Hash firstRoot, List<Hash> proof, long second, Hash secondRoot) {
        if (first < 0 || second < first) return false;
        if (first == second) return proof.isEmpty() && firstRoot.equals(secondRoot);
        if (first == 0) return proof.isEmpty() && firstRoot.equals(Hash.EMPTY_TREE);
        if (proof.isEmpty()) return false;
        boolean perfect = Long.bitCount(first) == 1;
        int drop = Long.numberOfTrailingZeros(~(first - 1));
        var seed = perfect ? firstRoot : proof.get(0);
        var rest = perfect ? proof : proof.subList(1, proof.size());
        return climb((first - 1) >>> drop, (second - 1) >>> drop, seed, rest, firstRoot, secondRoot);
    }

    private static boolean climb(long from, long to, Hash seed, List<Hash> proof, Hash firstRoot, Hash secondRoot) {
        long fn = from;
        long sn = to;
        var fr = seed;
        var sr = seed;
        for (Hash c : proof) {
            if (sn == 0) return false;
            if ((fn & 1) == 1 || fn == sn) {
                fr = Hash.ofNode(c, fr);
                sr = Hash.ofNode(c, sr);
                int drop = Long.numberOfTrailingZeros(fn); // fn is not 0: either odd, or equal to sn
                fn >>>= drop;
                sn >>>= drop;
            } else {
                sr = Hash.ofNode(sr, c);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && fr.equals(firstRoot) && sr.equals(secondRoot);
    }
}
