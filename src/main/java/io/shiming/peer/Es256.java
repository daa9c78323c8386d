package io.shiming.peer;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jose4j.jca.ProviderContext;

/**
 * Who makes and verifies ES256 signatures: Amazon's provider over AWS-LC where it runs (Linux on x86-64, with a temporary
 * directory that code may be loaded from), else Bouncy Castle. A verification takes 0.05 or 0.08 ms, a signature 0.02 or
 * 0.1, where the JDK 17 takes 0.9 and 0.5 (measured, {@code src/docs/performance.md}).
 */
public final class Es256 {
    private static final Provider PROVIDER = provider();

    private Es256() {}

    /** The provider by its name; it stands last in the order of providers: first, it would change what others use. */
    public static String providerName() {
        Security.addProvider(PROVIDER); // changes nothing the second time
        return PROVIDER.getName();
    }

    /** What has JOSE sign and verify by it. */
    public static ProviderContext context() {
        var context = new ProviderContext();
        context.getSuppliedKeyProviderContext().setSignatureProvider(providerName());
        return context;
    }

    private static Provider provider() {
        var fast = AmazonCorrettoCryptoProvider.INSTANCE;
        return fast.getLoadingError() == null ? fast : new BouncyCastleProvider();
    }
}
