/**
 * The log as auditors and the regulator read it: searched by those who may, and proved to anybody with the checkpoints,
 * tiles and proofs that other people's tools can check.
 *
 * <p>Read only; reading the log is itself an entry.
 */
@NullMarked
package io.shiming.inspection;

import org.jspecify.annotations.NullMarked;
