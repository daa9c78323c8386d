package io.shiming.registration;

import org.jspecify.annotations.Nullable;

/**
 * Somebody at the counter who says to be the holder of a document, shown as at a signing.
 *
 * @param holder name, document and address as the document shows them
 * @param capture how the document was read
 * @param match the comparison of the person with the document
 */
public record HolderRequest(
        Shown.@Nullable Subscriber holder, Shown.@Nullable Capture capture, SigningRequest.@Nullable Match match) {
    @Override
    public String toString() {
        return "HolderRequest[withheld]";
    }
}
