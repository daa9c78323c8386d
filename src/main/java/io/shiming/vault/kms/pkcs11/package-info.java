/** The root key in a hardware token, by the JDK's SunPKCS11: the key never leaves the token. Knows nothing of what it wraps. */
@NullMarked
package io.shiming.vault.kms.pkcs11;

import org.jspecify.annotations.NullMarked;
