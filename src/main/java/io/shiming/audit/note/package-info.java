/**
 * The texts that leave the log: C2SP signed notes, checkpoints and proof files, written and read strictly.
 *
 * <p>Checks signatures with public keys; holds no private key and knows nothing of entries or databases.
 */
@NullMarked
package io.shiming.audit.note;

import org.jspecify.annotations.NullMarked;
