package io.shiming.lookup;

import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The lines in the holder's own name.
 *
 * @param receipt the audit entry of this reading; a dispute about one of the lines quotes it within an hour
 */
record OwnNumbersAnswer(List<Number> numbers, Receipt receipt) implements Receipted {
    /**
     * One line.
     *
     * @param number masked: the holder recognises it, a bystander who sees the screen does not
     * @param status ACTIVE, SUSPENDED or RESTRICTED; PENDING or REVIEW while the application waits; INCOMPLETE or
     *     SUSPENDED_UNREGISTERED where the data of an old register are to be supplemented
     */
    record Number(UUID registrationId, String serviceType, String number, String status, Instant signedAt) {
        @Override
        public String toString() {
            return "Number[withheld]";
        }
    }
}
