/**
 * What the adapters of {@link io.shiming.vault.RootKey} have in common; each key store has its own sub-package. Knows
 * nothing of what the wrapped keys are for.
 */
@NullMarked
package io.shiming.vault.kms;

import org.jspecify.annotations.NullMarked;
