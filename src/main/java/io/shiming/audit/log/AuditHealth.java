package io.shiming.audit.log;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that the log was looked at, is not forked, has its head store, and is no older than its limits. */
@Readiness
@ApplicationScoped
class AuditHealth implements HealthCheck {
    private final AuditState state;

    AuditHealth(AuditState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        var reason = state.notReady();
        var answer = HealthCheckResponse.named("audit log").status(reason.isEmpty());
        reason.ifPresent(each -> answer.withData("reason", each.name()));
        return answer.build();
    }
}
