package io.shiming.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/**
 * An entry whose person is known only inside the statement that looks the person up: {@code audit.append_about} puts the
 * commitment between the halves. The leaf hash is what that function answers.
 */
public final class EntryHalves {
    /** Stands for the commitment while the entry is written; the same length, so that the size limit holds. */
    static final String PLACE = "0".repeat(64);

    private static final String MEMBER = "\"subject\":\"";

    private final UUID id;
    private final int operator;
    private final byte[] head;
    private final byte[] tail;

    private EntryHalves(Entry whole, String json, int place) {
        this.id = whole.id();
        this.operator = whole.operator();
        this.head = json.substring(0, place).getBytes(UTF_8);
        this.tail = json.substring(place + PLACE.length()).getBytes(UTF_8);
    }

    static EntryHalves of(Entry whole) {
        var json = new String(whole.bytes(), UTF_8);
        // A quote inside a value is escaped, so the member's name cannot occur in one.
        return new EntryHalves(whole, json, json.indexOf(MEMBER) + MEMBER.length());
    }

    /** The entry's id, which the commitment is made over. */
    public UUID id() {
        return id;
    }

    /** The operator it was done for. */
    public int operator() {
        return operator;
    }

    /** A copy of the bytes before the commitment. */
    public byte[] head() {
        return head.clone();
    }

    /** A copy of the bytes after the commitment. */
    public byte[] tail() {
        return tail.clone();
    }

    @Override
    public String toString() {
        return "EntryHalves[" + id + "]";
    }
}
