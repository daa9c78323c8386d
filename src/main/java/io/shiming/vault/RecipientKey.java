package io.shiming.vault;

import io.shiming.vault.suite.CryptoCalls;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * The public key of an outside recipient of a file: RSA of 3072 to 8192 bits, as {@code PUBLIC KEY} in
 * PEM (RFC 7468). Files for it are CMS AuthEnvelopedData (RFC 5083) in DER: AES-256-GCM (RFC 5084), the content key under
 * RSAES-OAEP with SHA-256 (RFC 3560). {@code openssl cms -decrypt -inform DER -inkey KEY} opens one, from OpenSSL 3.0.
 */
public final class RecipientKey {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final int LEAST_BITS = 3072;
    private static final int MOST_BITS = 8192;
    private static final int LONGEST = 4096;

    private final PublicKey key;

    private RecipientKey(PublicKey key) {
        this.key = key;
    }

    /** The key, or nothing where the text is not one that files are made for. */
    public static Optional<RecipientKey> read(String pem) {
        if (pem.length() > LONGEST) {
            return Optional.empty();
        }
        try (var reader = new PemReader(new StringReader(pem))) {
            var block = reader.readPemObject();
            if (block == null || !block.getType().equals("PUBLIC KEY")) {
                return Optional.empty();
            }
            var key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(block.getContent()));
            return key instanceof RSAPublicKey rsa && fits(rsa) ? Optional.of(new RecipientKey(rsa)) : Optional.empty();
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean fits(RSAPublicKey rsa) {
        int bits = rsa.getModulus().bitLength();
        return bits >= LEAST_BITS
                && bits <= MOST_BITS
                && rsa.getPublicExponent().compareTo(BigInteger.valueOf(65_537)) >= 0
                && rsa.getPublicExponent().testBit(0);
    }

    /** SHA-256 of the key's DER, in hexadecimal: what the recipient says on the telephone or on paper, to be compared. */
    public String fingerprint() {
        return HexFormat.of().formatHex(sha256(key.getEncoded()));
    }

    /**
     * What is written to the answer is sealed for this key and goes to {@code to} piece by piece; without close the file
     * has no end and no tag, and does not open. The other stream stays the caller's to close.
     */
    public OutputStream sealTo(OutputStream to) throws IOException {
        var file = new CMSAuthEnvelopedDataStreamGenerator();
        file.addRecipientInfoGenerator(
                new JceKeyTransRecipientInfoGenerator(name(), oaep(), key).setProvider(PROVIDER));
        try {
            var cipher = new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                    .setProvider(PROVIDER)
                    .build();
            return file.open(to, (OutputAEADEncryptor) cipher);
        } catch (CMSException broken) {
            throw new UncheckedIOException(new IOException("a file cannot be sealed here", broken));
        }
    }

    /** A name by which the file says whose it is: 160 bits of the fingerprint (RFC 7093 section 2, method 4). */
    private byte[] name() {
        return Arrays.copyOf(sha256(key.getEncoded()), 20);
    }

    private static AlgorithmIdentifier oaep() {
        var sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
        return new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSAES_OAEP,
                new RSAESOAEPparams(
                        sha256,
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256),
                        RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));
    }

    private static byte[] sha256(byte[] bytes) {
        return CryptoCalls.loudly(() -> MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Override
    public String toString() {
        return "RecipientKey[" + fingerprint() + "]";
    }
}
