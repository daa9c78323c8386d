package io.shiming.lookup;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shiming.access.policy.Field;
import io.shiming.audit.Receipt;
import io.shiming.lookup.provenance.Provenance;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a lookup shows.
 *
 * @param registrationId the registration found
 * @param serviceType mobile, fixed, internet or iot
 * @param status how far the registration has come
 * @param signedAt when it was signed
 * @param subscriber the person, masked but for the fields named in unmasked
 * @param unmasked which fields are shown in full, and which groups are in provenance
 * @param provenance what is stored about how the registration came about, as far as it was asked for
 * @param identityVersion which version of the identity is shown, if one was asked for
 * @param actedIn of a lookup by document on an order that names it: where the bearer of the document acted for another, the
 *     newest 1,000
 * @param receipt the audit entry of this lookup
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LookupAnswer(
        UUID registrationId,
        String serviceType,
        String status,
        Instant signedAt,
        Subscriber subscriber,
        List<Field> unmasked,
        @Nullable Provenance provenance,
        @Nullable Integer identityVersion,
        @Nullable List<ActedIn> actedIn,
        Receipt receipt)
        implements LookupOutcome {

    /**
     * The person or the organisation behind a registration, whose handler is the companion. Absent fields are not on file.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Subscriber(
            String name,
            String documentType,
            String documentNumber,
            @Nullable String birthDate,
            String address,
            String serviceNumber,
            @Nullable String installationAddress,
            @Nullable Companion companion,
            @Nullable Companion responsiblePerson,
            @Nullable Companion actualUser,
            @Nullable Companion formerHolderBy,
            @Nullable String productClass,
            @Nullable String use) {
        @Override
        public String toString() {
            return "Subscriber[withheld]";
        }
    }

    /**
     * Who signed beside a minor or for the subscriber, or stands for an organisation. Masked, and without day of birth and
     * address, unless the field parties is among those shown in full.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Companion(
            String part,
            String relation,
            String name,
            String documentType,
            String documentNumber,
            @Nullable String birthDate,
            @Nullable String address) {
        @Override
        public String toString() {
            return "Companion[withheld]";
        }
    }
}
