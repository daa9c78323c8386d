package io.shiming.vault;

/** The life of an operator's key. */
enum KeyState {
    /** Every instance finds and opens with it already, none writes with it yet. */
    ARRIVING,
    /** The newest live key writes, all of them find and open. */
    LIVE,
    /** Nothing depends on it any more; it is not unwrapped. */
    RETIRED
}
