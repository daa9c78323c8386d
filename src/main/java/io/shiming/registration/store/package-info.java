/**
 * What a registration is in the store: status, ids, places of sealed identities, settings, and the marks of decoys.
 *
 * <p>Knows no rule on who may sign.
 */
@NullMarked
package io.shiming.registration.store;

import org.jspecify.annotations.NullMarked;
