package io.shiming.audit.log;

import io.shiming.audit.AuditConfig;
import io.shiming.audit.verify.Tampered;
import io.shiming.problem.Problem;
import io.shiming.problem.RepeatedFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Mirrors each checkpoint soon after it was signed: what the mirror does not have yet, a failover with loss may lose. */
@ApplicationScoped
class MirrorRound {
    private final RepeatedFailure failure = new RepeatedFailure(
            Logger.getLogger(MirrorRound.class), Logger.Level.WARN, "AUDIT_MIRROR: the log is not mirrored");
    private final AuditMirror mirror;
    private final AuditState state;
    private final Optional<Path> directory;

    MirrorRound(AuditMirror mirror, AuditState state, AuditConfig config) {
        this.mirror = mirror;
        this.state = state;
        this.directory = config.mirror();
    }

    /** Mirrors what is new. Never throws; a mirror that contradicts the database is in {@link AuditState}. */
    void runOnce() {
        if (directory.isEmpty()) return;
        try {
            if (!Files.isDirectory(directory.get())) {
                failure.failed("the directory of the mirror is missing");
                return;
            }
            // Compared first: a copy of the whole log takes long, and another process may make it.
            mirror.mustAgree(directory.get());
            state.mirrorContradicts(false);
            if (mirror.exportTo(directory.get()) >= 0) failure.succeeded();
        } catch (Forked e) {
            state.mirrorContradicts(true);
            failure.failed(e.getMessage() + "; lookups stop, and the mirror stays as it is");
        } catch (Tampered e) {
            failure.failed(e.getMessage() + "; the mirror stays as it is");
        } catch (Problem e) {
            failure.failed(e.getCause());
        }
    }
}
