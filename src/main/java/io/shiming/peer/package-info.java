/**
 * Public keys of others and the HTTP by which they are read: the token issuer's, the identity authority's, the hub's and
 * those of sanctions lists.
 *
 * <p>Promise: a key that this package hands out belongs to a set that was judged as a whole ({@link
 * io.shiming.peer.KeySet}); a set with a fault is never used, and the last good one stays for a while. Knows no person and no protocol.
 */
@NullMarked
package io.shiming.peer;

import org.jspecify.annotations.NullMarked;
