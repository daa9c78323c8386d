package io.shiming.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TiledTreeTest {
    @Test
    void rootsAreThoseOfTheDefinition() {
        // Given
        var tiles = new MemoryTiles();
        var leaves = tiles.grow(0, 700);
        // Then
        for (int size : new int[] {0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 700}) {
            assertThat(new TiledTree(tiles, size).root())
                    .as("size %d", size)
                    .isEqualTo(defined(leaves.subList(0, size)));
        }
    }

    @Test
    void growingInPiecesComesToTheSameTreeAsGrowingAtOnce() {
        // Given
        var atOnce = new MemoryTiles();
        atOnce.grow(0, 70_000);
        var inPieces = new MemoryTiles();
        // When
        long size = 0;
        for (int piece : new int[] {1, 254, 1, 1, 2_000, 65_536 - 2_257, 1, 4_463}) {
            inPieces.grow(size, piece);
            size += piece;
            // Then
            assertThat(RightEdge.of(size, inPieces).root()).isEqualTo(new TiledTree(atOnce, size).root());
        }
        assertThat(size).isEqualTo(70_000);
    }

    @Test
    void everyLeafIsProvenAndNoOtherInItsPlace() {
        var tiles = new MemoryTiles();
        var leaves = tiles.grow(0, 66_000);
        for (long size : new long[] {1, 2, 255, 256, 257, 1_000, 65_536, 66_000}) {
            var tree = new TiledTree(tiles, size);
            for (long index = 0; index < size; index += 1 + size / 40) {
                var proof = tree.inclusionOf(index);
                var leaf = leaves.get((int) index);
                assertThat(MerkleProof.includes(index, leaf, proof, size, tree.root()))
                        .isTrue();
                assertThat(MerkleProof.includes(index, Hash.EMPTY_TREE, proof, size, tree.root()))
                        .isFalse();
                assertThat(MerkleProof.includes(index + 1, leaf, proof, size, tree.root()))
                        .isFalse();
            }
        }
    }

    @Test
    void everyEarlierTreeIsProvenAPrefix() {
        var tiles = new MemoryTiles();
        tiles.grow(0, 66_000);
        for (long size : new long[] {1, 2, 7, 256, 300, 65_536, 66_000}) {
            var tree = new TiledTree(tiles, size);
            for (long old = 0; old <= size; old += 1 + size / 40) {
                var before = new TiledTree(tiles, old).root();
                var proof = tree.consistencyWith(old);
                assertThat(MerkleProof.extendsTo(old, before, proof, size, tree.root()))
                        .as("%d to %d", old, size)
                        .isTrue();
                assertThat(MerkleProof.extendsTo(old, Hash.ofLeaf(new byte[0]), proof, size, tree.root()))
                        .isFalse();
            }
        }
    }

    @Test
    void aProofWithAHashTooManyOrTooFewProvesNothing() {
        var tiles = new MemoryTiles();
        var leaf = tiles.grow(0, 300).get(77);
        var tree = new TiledTree(tiles, 300);
        var proof = tree.inclusionOf(77);
        var longer = new ArrayList<>(proof);
        longer.add(tree.root());
        assertThat(MerkleProof.includes(77, leaf, longer, 300, tree.root())).isFalse();
        assertThat(MerkleProof.includes(77, leaf, proof.subList(0, proof.size() - 1), 300, tree.root()))
                .isFalse();
    }

    @Test
    void whatIsNotInTheTreeCannotBeAskedFor() {
        var tree = new TiledTree(new MemoryTiles(), 5);
        assertThatThrownBy(() -> tree.inclusionOf(5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.inclusionOf(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.consistencyWith(6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.leaf(5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tilesAreNamedAsTheSpecificationNamesThem() {
        assertThat(new TileId(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(new TileId(1, 0, 5).path()).isEqualTo("tile/1/000.p/5");
        assertThat(new TileId(0, 1_000, 1).entriesPath()).isEqualTo("tile/entries/x001/000.p/1");
        assertThat(TileId.in(70_000, 1, 1)).isEqualTo(new TileId(1, 1, 17));
    }

    @Test
    void aTileThatNoTreeHasIsRefused() {
        assertThatThrownBy(() -> new TileId(8, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileId(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileId(0, 0, 257)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TileId.in(256, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** MTH of RFC 9162 section 2.1.1, word for word. */
    private static Hash defined(List<Hash> leaves) {
        if (leaves.isEmpty()) return Hash.EMPTY_TREE;
        if (leaves.size() == 1) return leaves.get(0);
        int k = Integer.highestOneBit(leaves.size() - 1);
        return Hash.ofNode(defined(leaves.subList(0, k)), defined(leaves.subList(k, leaves.size())));
    }
}
