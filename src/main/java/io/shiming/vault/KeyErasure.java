package io.shiming.vault;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Erases a person by destroying the person's key: everything sealed for the person is unreadable from then on, in backups
 * too once the keyring's own backups have expired. Whether it may be done is not decided here.
 */
@ApplicationScoped
public class KeyErasure {
    private final Custody custody;

    KeyErasure(Custody custody) {
        this.custody = custody;
    }

    /** True if the key was there and is not any more; other instances may hold it for less than a minute. */
    public boolean destroy(int operator, long person) {
        return custody.change(
                        "DELETE FROM keyring.person_key WHERE operator_id = ? AND person_id = ?", operator, person)
                == 1;
    }
}
