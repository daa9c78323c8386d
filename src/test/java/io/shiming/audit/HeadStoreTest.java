package io.shiming.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadStoreTest {
    @Test
    void whatWasPutIsReadByTheNextProcess(@TempDir Path directory) throws IOException {
        new HeadStore(directory).replace(Optional.empty(), "one\n");
        assertThat(new HeadStore(directory).read()).contains("one\n");
    }

    @Test
    void onlyTheExpectedNoteIsReplaced(@TempDir Path directory) throws IOException {
        var store = new HeadStore(directory);
        store.replace(Optional.empty(), "one\n");
        assertThatThrownBy(() -> store.replace(Optional.empty(), "two\n")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.replace(Optional.of("zero\n"), "two\n")).isInstanceOf(IOException.class);
        assertThat(store.read()).contains("one\n");
        store.replace(Optional.of("one\n"), "two\n");
        assertThat(store.read()).contains("two\n");
    }

    @Test
    void aTornNewNoteOfACrashedProcessIsNotRead(@TempDir Path directory) throws IOException {
        var store = new HeadStore(directory);
        store.replace(Optional.empty(), "one\n");
        Files.writeString(directory.resolve("checkpoint.new"), "tw");
        assertThat(store.read()).contains("one\n");
        store.replace(Optional.of("one\n"), "three\n");
        assertThat(store.read()).contains("three\n");
    }

    @Test
    void aDirectoryThatIsNotThereIsAnErrorAndNotAnEmptyMemory(@TempDir Path directory) {
        var store = new HeadStore(directory.resolve("not-mounted"));
        assertThatThrownBy(store::read).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.replace(Optional.empty(), "one\n")).isInstanceOf(IOException.class);
        assertThat(directory.resolve("not-mounted")).doesNotExist();
    }
}
