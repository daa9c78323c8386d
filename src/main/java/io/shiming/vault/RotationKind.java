package io.shiming.vault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a custodian may have replaced. */
public enum RotationKind {
    /** The operator's key that wraps the keys of persons. */
    OPERATOR,
    /** The key of the documents' blind indexes. */
    DOCUMENT,
    /** The key of the numbers' blind indexes. */
    NUMBER,
    /** The persons' own keys, and with them everything that is sealed for a person. */
    PERSON,
    /** The wrappings under the root key, after its key store has made a new version; for the whole deployment. */
    ROOT,
    /** What is sealed in another suite than the configured one. */
    SEALS,
    /** The key that signs the log; for the whole deployment. */
    LOG;

    /** The name in requests, answers and tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that name. */
    public static Optional<RotationKind> of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }
}
