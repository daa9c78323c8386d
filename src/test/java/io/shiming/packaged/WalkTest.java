package io.shiming.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalkTest {
    @Test
    void markedBlocksAreTakenInOrderAndOthersAreNot() {
        var walk = Walk.of("""
                # Title
                ```bash
                rm -rf everything
                ```
                <!-- walk -->
                ```bash
                A=1
                ```
                Some prose.

                <!-- walk -->

                ```bash
                echo "{\\"a\\":$A}"
                ```
                <!-- answers -->
                ```json
                {"a": 1}
                ```
                """);
        assertThat(walk.steps())
                .containsExactly(
                        new Walk.Step("A=1\n", ""), new Walk.Step("echo \"{\\\"a\\\":$A}\"\n", "{\"a\": 1}\n"));
    }

    @Test
    void theScriptStopsAtTheFirstErrorAndMarksTheEndOfEachStep() {
        var walk = Walk.of("<!-- walk -->\n```bash\nA=1\n```\n<!-- walk -->\n```bash\necho $A\n```\n");
        assertThat(walk.script("END"))
                .isEqualTo("set -euo pipefail\nA=1\nprintf '\\n%s\\n' 'END'\necho $A\nprintf '\\n%s\\n' 'END'\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no block at all\n",
                "```bash\nnot marked\n```\n",
                "<!-- walk -->\nprose instead of a block\n",
                "<!-- walk -->\n```json\n{}\n```\n",
                "<!-- answers -->\n```json\n{}\n```\n",
                "<!-- walk -->\n```bash\na\n```\n<!-- answers -->\nlost\n",
                "<!-- walk -->\n```bash\na\n```\n<!-- answers -->\n```json\n{}\n```\n<!-- answers -->\n```json\n{}\n```\n",
                "<!-- walk -->\n```bash\nnever closed\n"
            })
    void aTextThatCannotBeWalkedIsRefused(String readme) {
        assertThatThrownBy(() -> Walk.of(readme)).isInstanceOf(IllegalArgumentException.class);
    }
}
