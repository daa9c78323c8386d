package io.shiming.identity;

import org.jspecify.annotations.Nullable;

/**
 * What was done at the counter to know that the person is the document's holder.
 *
 * @param reviewer opaque id of a second member of staff who has looked at documents and person
 * @param livePhoto reference of the photo taken on site; the photo itself is kept elsewhere, under its own key
 * @param match the comparison of person and document
 */
public record OnSiteEvidence(
        @Nullable String reviewer,
        @Nullable String livePhoto,
        @Nullable PersonMatch match) {
    @Override
    public String toString() {
        return "OnSiteEvidence[withheld]";
    }
}
