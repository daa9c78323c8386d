package io.shiming.vault;

/**
 * What a pass over the persons' keys did.
 *
 * @param done keys now under the newest operator key
 * @param damaged keys that did not open; they are left as they are
 */
public record Rewrapped(int done, int damaged) {

    Rewrapped plus(Rewrapped more) {
        return new Rewrapped(done + more.done, damaged + more.damaged);
    }
}
