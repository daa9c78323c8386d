package io.shiming.registration.person;

import io.shiming.registration.holder.HolderRequest;
import org.jspecify.annotations.Nullable;

/**
 * Two documents of one holder, both shown at the counter.
 *
 * @param known a document that something was signed with
 * @param other another one
 */
record JoinRequest(@Nullable HolderRequest known, @Nullable HolderRequest other) {
    @Override
    public String toString() {
        return "JoinRequest[withheld]";
    }
}
