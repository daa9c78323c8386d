package io.shiming.audit.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HashTest {
    @Test
    void aLeafIsHashedAsGosLogHashesIt() {
        assertThat(Hash.ofLeaf("hello world".getBytes(UTF_8)).base64()) // golang.org/x/mod/sumdb/tlog
                .isEqualTo("TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=");
    }

    @Test
    void aNodeAndALeafOfTheSameBytesDiffer() {
        var child = Hash.ofLeaf(new byte[0]);
        assertThat(Hash.ofNode(child, child)).isNotEqualTo(Hash.ofLeaf(Hash.join(List.of(child, child))));
    }

    @Test
    void onlyThirtyTwoBytesInTheOneBase64FormAreAHash() {
        var hash = Hash.ofLeaf(new byte[0]);
        assertThat(Hash.ofBase64(hash.base64())).isEqualTo(hash);
        assertThatThrownBy(() -> Hash.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hash.ofBase64(hash.base64().replace("=", "")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hash.split(new byte[33])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changingACopyOfTheBytesLeavesTheHash() {
        var hash = Hash.ofLeaf(new byte[0]);
        var before = hash.hex();
        hash.bytes()[0]++;
        assertThat(hash).hasToString(before).isEqualTo(Hash.split(hash.bytes()).get(0));
    }
}
