/**
 * Registrations from before the duty of true identity: taken in as incomplete, without a line, until they are
 * supplemented.
 *
 * <p>Asks no authority; a supplement is a signing.
 */
@NullMarked
package io.shiming.registration.legacy;

import org.jspecify.annotations.NullMarked;
