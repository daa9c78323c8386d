/**
 * How long a person's data are kept, and the end of them. A person is erased two years after the last service has
 * ended, rows first and the key after, unless a legal hold keeps the data. A person who never had a service is erased
 * thirty days after the application came to nothing. Each erasure is in the log, without the person. Idempotency-Keys
 * and refusals are forgotten after seven days.
 *
 * <p>Knows no feature's tables by name: the database finds every table that has rows of persons.
 */
@NullMarked
package io.shiming.retention;

import org.jspecify.annotations.NullMarked;
