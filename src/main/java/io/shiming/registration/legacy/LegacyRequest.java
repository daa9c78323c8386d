package io.shiming.registration.legacy;

import io.shiming.registration.application.PartyBlocks;
import io.shiming.registration.application.SigningRequest;
import org.jspecify.annotations.Nullable;

/**
 * A user from before the duty of true identity, with what the old records have.
 *
 * @param contractRef the operator's reference of the contract
 * @param serviceStart first day of the service, {@code YYYY-MM-DD}; before 2013-09-01
 * @param service what it is
 * @param subscriber name and address may be missing, type and number of a document may not
 */
record LegacyRequest(
        @Nullable String contractRef,
        @Nullable String serviceStart,
        SigningRequest.@Nullable Service service,
        PartyBlocks.@Nullable Subscriber subscriber) {}
