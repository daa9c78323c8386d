package io.shiming.vault.kms.file;

import io.shiming.vault.kms.KeyStoreWrapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import javax.crypto.KeyGenerator;

/** A PKCS#12 file that only its owner may read (mode 0600). */
final class KeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private KeyFile() {}

    /** The store; made with one key if there is none and that is wanted. */
    static KeyStore open(Path file, char[] password, boolean createIfMissing) {
        try {
            if (createIfMissing && Files.notExists(file)) {
                create(file, password);
            }
            mustBePrivate(file);
            var store = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(file)) {
                store.load(in, password);
            }
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the root key file cannot be opened", e);
        }
    }

    private static void create(Path file, char[] password) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        var generator = KeyGenerator.getInstance("AES");
        generator.init(256);
        store.setKeyEntry(KeyStoreWrapping.NAME + 1, generator.generateKey(), password, null);
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a folder is no key file");
        Files.createDirectories(folder);
        // Complete before it has its name: a crash in between leaves no half key file.
        Path draft = Files.createTempFile(folder, "root-key", ".draft", ownerOnly(folder));
        try (var out = Files.newOutputStream(draft)) {
            store.store(out, password);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return posix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static void mustBePrivate(Path file) throws IOException {
        if (posix(file)) {
            var others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            others.removeAll(OWNER_ONLY);
            if (!others.isEmpty()) {
                throw new IllegalStateException("the root key file must have mode 0600");
            }
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
