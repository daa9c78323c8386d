/** The root key in the transit engine of HashiCorp Vault or OpenBao, by HTTP: the key never leaves the server. Knows nothing of what it wraps. */
@NullMarked
package io.shiming.vault.kms.transit;

import org.jspecify.annotations.NullMarked;
