package io.shiming.registration.holder;

import io.shiming.registration.application.PartyBlocks;
import io.shiming.registration.application.SigningRequest;
import org.jspecify.annotations.Nullable;

/**
 * A person at the counter who claims to be the holder of a document. The document is shown as at a signing.
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
