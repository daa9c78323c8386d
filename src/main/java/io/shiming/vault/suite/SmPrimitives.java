package io.shiming.vault.suite;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** SM4-GCM, HMAC-SM3 and HKDF-SM3 by Bouncy Castle. */
final class SmPrimitives implements Primitives {
    // Passed by object and never registered: first in the order it would slow the JDK's AES-GCM some 25 times.
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    @Override
    public int keyBytes() {
        return 16;
    }

    @Override
    public byte[] encrypt(byte[] key, byte[] plain, byte[] context) throws GeneralSecurityException {
        return keyed(key).encrypt(plain, context);
    }

    @Override
    public byte[] decrypt(byte[] key, byte[] sealed, byte[] context) throws GeneralSecurityException {
        return keyed(key).decrypt(sealed, context);
    }

    @Override
    public Keyed keyed(byte[] key) {
        return new Sm4GcmCipher(key);
    }

    @Override
    public Digester digester(byte[] key) {
        var secret = new SecretKeySpec(key, "HmacSM3");
        var macs = ThreadLocal.withInitial(() -> CryptoCalls.loudly(() -> hmac(secret)));
        return message -> macs.get().doFinal(message);
    }

    private static Mac hmac(SecretKeySpec key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSM3", PROVIDER);
        mac.init(key);
        return mac;
    }

    @Override
    public byte[] derive(byte[] key, byte[] salt, byte[] info, int length) {
        var hkdf = new HKDFBytesGenerator(new SM3Digest());
        hkdf.init(new HKDFParameters(key, salt, info));
        byte[] derived = new byte[length];
        hkdf.generateBytes(derived, 0, length);
        return derived;
    }

    @Override
    public byte[] encryptChunks(byte[] key, byte[] plain, byte[] context) throws GeneralSecurityException {
        return Sm4Chunks.seal(this, key, plain, context);
    }

    @Override
    public byte[] decryptChunks(byte[] key, byte[] sealed, byte[] context) throws GeneralSecurityException {
        return Sm4Chunks.open(this, key, sealed, context);
    }

    /** SM4/GCM ready to work; the chunked layout brings its own nonce, which it never repeats under one key. */
    static Cipher gcm(int mode, byte[] key, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Cipher cipher = cipher();
        cipher.init(mode, new SecretKeySpec(key, "SM4"), new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    static Cipher cipher() throws GeneralSecurityException {
        return Cipher.getInstance("SM4/GCM/NoPadding", PROVIDER);
    }
}
