package io.shiming.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Vectors of transparency-dev/merkle and the reference tree of RFC 6962. */
class MerkleVectorsTest {
    /** Its equal roots have 12 bytes; a hash of ours has 32, so we refuse what a reader of bytes may accept. */
    private static final String SHORT_ROOTS = "consistency/additional/sizes-are-equal-one-and-proof-is-empty.json";

    @TestFactory
    Stream<DynamicTest> inclusionProofsAreJudgedAsEveryoneJudgesThem() throws IOException {
        return cases("inclusion.json")
                .map(test -> DynamicTest.dynamicTest(test.getKey(), () -> assertThat(included(test.getValue()))
                        .isEqualTo(!test.getValue().get("wantErr").asBoolean())));
    }

    @TestFactory
    Stream<DynamicTest> consistencyProofsAreJudgedAsEveryoneJudgesThem() throws IOException {
        return cases("consistency.json")
                .map(test -> DynamicTest.dynamicTest(test.getKey(), () -> assertThat(extended(test.getValue()))
                        .isEqualTo(!test.getValue().get("wantErr").asBoolean()
                                && !test.getKey().equals(SHORT_ROOTS))));
    }

    @Test
    void noVectorIsLeftOut() throws IOException {
        assertThat(cases("inclusion.json")).hasSize(98);
        assertThat(cases("consistency.json")).hasSize(98).anyMatch(test -> test.getKey()
                .equals(SHORT_ROOTS));
    }

    @Test
    void rootsOfTheReferenceTreeAreReached() throws IOException {
        var reference = vector("rfc6962_reference_tree.json");
        var tiles = new MemoryTiles();
        var edge = RightEdge.of(0, tiles);
        var roots = new ArrayList<String>();
        roots.add(edge.root().hex());
        for (var leaf : reference.get("leaf_inputs_hex")) {
            edge.append(Hash.ofLeaf(HexFormat.of().parseHex(leaf.asText())));
            roots.add(edge.root().hex());
        }
        var expected = new ArrayList<String>();
        reference.get("root_by_tree_size_hex").forEach(root -> expected.add(root.asText()));
        assertThat(roots).hasSize(9).isEqualTo(expected);
    }

    private static boolean included(JsonNode test) {
        try {
            return MerkleProof.includes(
                    test.get("leafIdx").bigIntegerValue().longValue(),
                    hash(test.get("leafHash")),
                    hashes(test.get("proof")),
                    test.get("treeSize").bigIntegerValue().longValue(),
                    hash(test.get("root")));
        } catch (IllegalArgumentException notAHash) {
            return false;
        }
    }

    private static boolean extended(JsonNode test) {
        try {
            return MerkleProof.extendsTo(
                    test.get("size1").bigIntegerValue().longValue(),
                    hash(test.get("root1")),
                    hashes(test.get("proof")),
                    test.get("size2").bigIntegerValue().longValue(),
                    hash(test.get("root2")));
        } catch (IllegalArgumentException notAHash) {
            return false;
        }
    }

    private static Hash hash(JsonNode base64) {
        return Hash.of(Base64.getDecoder().decode(base64.asText()));
    }

    private static List<Hash> hashes(JsonNode proof) {
        var hashes = new ArrayList<Hash>();
        proof.forEach(hash -> hashes.add(hash(hash)));
        return hashes;
    }

    private static Stream<Map.Entry<String, JsonNode>> cases(String file) throws IOException {
        return vector(file).properties().stream();
    }

    private static JsonNode vector(String file) throws IOException {
        try (var in = MerkleVectorsTest.class.getResourceAsStream("/vectors/merkle/" + file)) {
            return new ObjectMapper().readTree(in);
        }
    }
}
