package io.shiming.running;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Somebody outside who gets a file and has the key to it. */
final class Recipient {
    private final KeyPair pair;

    Recipient() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(3072);
            pair = generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** The lines of the file; whatever is wrong with it, an exception. */
    List<String> lines(byte[] file) throws CMSException {
        var recipient =
                new CMSAuthEnvelopedData(file).getRecipientInfos().iterator().next();
        var plain = recipient.getContent(
                new JceKeyTransAuthEnvelopedRecipient(pair.getPrivate()).setProvider(new BouncyCastleProvider()));
        return Arrays.asList(new String(plain, StandardCharsets.UTF_8).split("\r\n"));
    }
}
