package io.shiming.vault;

/**
 * What a pass over the persons' keys did.
 *
 * @param done keys now under the newest operator key
 * @param damaged keys that did not open; they are left as they are
 */
public record PassResult(int done, int damaged) {

    PassResult plus(PassResult more) {
        return new PassResult(done + more.done, damaged + more.damaged);
    }
}
