package io.shiming.evidence;

import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import java.time.Instant;
import java.util.UUID;

/**
 * What the point of sale keeps.
 *
 * @param evidenceId to be named in the signing request, as livePhoto or among copies
 * @param kind photo or copy
 * @param usableUntil after that it has to be taken again
 * @param receipt the audit entry that binds the image
 */
record EvidenceAnswer(UUID evidenceId, String kind, Instant usableUntil, Receipt receipt) implements Receipted {}
