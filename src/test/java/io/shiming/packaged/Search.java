package io.shiming.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * One search of all files under a directory but program archives. A file that a running database deletes meanwhile is
 * passed over; one that cannot be read for another reason ends the search.
 */
public final class Search {
    private final Path directory;
    private final Needles needles;
    private final List<String> hits = new ArrayList<>();
    private long bytes;
    private int files;

    private Search(Path directory, Needles needles) {
        this.directory = directory;
        this.needles = needles;
    }

    public static Search under(Path directory, Needles needles) {
        var search = new Search(directory, needles);
        long began = System.nanoTime();
        search.walk();
        System.out.printf(
                "searched %,d bytes of %d files for %,d needles in %.1f s: %d hits%n",
                search.bytes, search.files, needles.size(), (System.nanoTime() - began) / 1e9, search.hits.size());
        return search;
    }

    /** What was found, in which file and where; nothing of the text itself. */
    public List<String> hits() {
        return hits;
    }

    long bytes() {
        return bytes;
    }

    private void walk() {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile() && !file.toString().endsWith(".jar")) read(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
                    throw failure;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Path file) throws IOException {
        try {
            byte[] content = Files.readAllBytes(file);
            needles.findIn(content, hit -> hits.add(directory.relativize(file) + ": " + hit));
            bytes += content.length;
            files++;
        } catch (NoSuchFileException deletedMeanwhile) {
            // a running database recycles its files
        }
    }
}
