package io.shiming.registration.correction;

import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A correction that is written.
 *
 * @param version the version of the identity that is shown from now on
 * @param corrected the names of the fields that differ from the version before
 */
record CorrectionAnswer(UUID registrationId, int version, List<String> corrected, Instant correctedAt, Receipt receipt)
        implements Receipted {}
