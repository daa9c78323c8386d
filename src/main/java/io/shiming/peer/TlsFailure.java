package io.shiming.peer;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Says what a server's certificate lacks, where that is why TLS did not come about. */
final class TlsFailure {
    private static final int DEEPEST = 10;

    private TlsFailure() {}

    /** The reason; empty where the certificate was not to blame. */
    static Optional<Unusable.Reason> of(SSLException failure) {
        if (has(failure, List.of(CertificateExpiredException.class, CertificateNotYetValidException.class))) {
            return Optional.of(Unusable.Reason.TLS_EXPIRED);
        }
        if (has(failure, List.of(CertPathBuilderException.class, CertPathValidatorException.class))) {
            return Optional.of(Unusable.Reason.TLS_UNTRUSTED);
        }
        return has(failure, List.of(CertificateException.class, SSLPeerUnverifiedException.class))
                ? Optional.of(Unusable.Reason.TLS_NAME)
                : Optional.empty();
    }

    private static boolean has(Throwable failure, List<Class<? extends Throwable>> types) {
        @Nullable Throwable each = failure;
        for (int depth = 0; each != null && depth < DEEPEST; depth++, each = each.getCause()) {
            var one = each;
            if (types.stream().anyMatch(type -> type.isInstance(one))) return true;
        }
        return false;
    }
}
