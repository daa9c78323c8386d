package io.shiming.registration.line;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A change of a line, as provisioning asks for it.
 *
 * @param change {@code activate}, {@code suspend}, {@code resume}, {@code restrict}, {@code close} or {@code port_out}
 * @param reason why it is suspended, restricted or closed
 * @param activatedAt when the network let it live, an ISO 8601 instant; for {@code activate}
 * @param line the line by its number or access account
 */
record LineChangeRequest(
        @Schema(enumeration = {"activate", "suspend", "resume", "restrict", "close", "port_out"}) @Nullable
        String change,

        @Schema(
                enumeration = {
                    "subscriber_request",
                    "lost",
                    "unregistered",
                    "arrears",
                    "fraud_suspect",
                    "fraud",
                    "verification_failed",
                    "authority_order"
                })
        @Nullable
        String reason,

        @Nullable String activatedAt,
        LineStatusResource.@Nullable LineQuestion line) {}
