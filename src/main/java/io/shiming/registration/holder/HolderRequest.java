package io.shiming.registration.holder;

import io.shiming.registration.application.PartyBlocks;
import io.shiming.registration.application.SigningRequest;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at the counter who says to be the holder of a document, shown as at a signing.
 *
 * @param holder name, document and address as the document shows them
 * @param capture how the document was read
 * @param match the comparison of the person with the document
 */
public record HolderRequest(
        PartyBlocks.@Nullable Subscriber holder,
        PartyBlocks.@Nullable Capture capture,
        SigningRequest.@Nullable Match match) {
    @Override
    public String toString() {
        return "HolderRequest[withheld]";
    }
}
