package io.shiming.vault;

/** What a blind index is made of. Each kind has its own keys: equal texts of two kinds never give equal indexes. */
public enum IndexKind {
    /** The canonical number of an identity document, its class in front. */
    DOCUMENT(KeyKind.DOCUMENT),
    /** An E.164 number, or the account of an internet access. */
    NUMBER(KeyKind.NUMBER);

    private final KeyKind key;

    IndexKind(KeyKind key) {
        this.key = key;
    }

    KeyKind key() {
        return key;
    }
}
