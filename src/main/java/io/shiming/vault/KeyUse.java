package io.shiming.vault;

import java.util.concurrent.atomic.LongAdder;

/** Uses of one key in this process that the keyring has not been told of yet. */
final class KeyUse {
    /** Wrappings or indexes made. */
    final LongAdder made = new LongAdder();

    /** Wrappings opened, or tried. */
    final LongAdder opened = new LongAdder();
}
