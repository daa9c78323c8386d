package io.shiming.vault.kms.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.vault.RootKey;
import io.shiming.vault.RootKeyContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRootKeyTest extends RootKeyContract {
    private final Path folder;
    private final Path file;
    private final RootKey root;

    FileRootKeyTest(@TempDir Path folder) {
        this.folder = folder;
        this.file = folder.resolve("keys").resolve("root.p12");
        this.root = new FileRootKey(file, "only-a-test", true);
    }

    @Override
    protected RootKey root() {
        return root;
    }

    @Test
    void theFileIsFoundAgainAndOpensWhatItWrapped() {
        byte[] wrapped = root.wrap(new byte[32], new byte[] {1});
        var again = new FileRootKey(file, "only-a-test", true);
        assertThat(again.unwrap(wrapped, new byte[] {1})).isEqualTo(new byte[32]);
    }

    @Test
    void onlyItsOwnerMayReadTheFile() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("keys").toFile().list()).containsExactly("root.p12");
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> new FileRootKey(file, "only-a-test", false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0600");
    }

    @Test
    void aMissingFileIsNotMadeUnlessThatIsWanted() {
        Path missing = folder.resolve("other.p12");
        assertThatThrownBy(() -> new FileRootKey(missing, "only-a-test", false))
                .isInstanceOf(IllegalStateException.class);
        assertThat(missing).doesNotExist();
    }

    @Test
    void aWrongPasswordOpensNothing() {
        assertThatThrownBy(() -> new FileRootKey(file, "another", true)).isInstanceOf(IllegalStateException.class);
    }
}
