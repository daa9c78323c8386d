package io.shiming.running;

import io.shiming.trial.TrialIssuer;
import io.shiming.trial.TrialTokens;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Everybody who calls the service, by the names of the demo users; and tokens that no issuer would give. */
@ApplicationScoped
class Callers {
    private final TrialIssuer sameKey;
    private final String issuer;

    Callers(
            @ConfigProperty(name = "shiming.test.issuer.directory") String directory,
            @ConfigProperty(name = "mp.jwt.verify.issuer") String issuer) {
        this.sameKey = TrialIssuer.start(Path.of(directory), 0, Clock.systemUTC());
        this.issuer = issuer;
    }

    Caller clerk() {
        return named("clerk-1");
    }

    Caller auditor() {
        return named("auditor-1");
    }

    Caller provisioning() {
        return named("provisioning-1");
    }

    Caller named(String user) {
        return new Caller(draft(user).mint());
    }

    /** Somebody in the office who signed in at this time, where the service's clock is not the real one. */
    Caller officeOf(String user, Instant at) {
        return new Caller(draft(user)
                .valid(at, at.plus(TrialTokens.LIFETIME))
                .with("auth_time", at.getEpochSecond())
                .mint());
    }

    /** What this user would show. */
    String token(String user) {
        return draft(user).mint();
    }

    /** A token still to be bent. */
    TrialTokens.Draft draft(String user) {
        return sameKey.tokens().of(user).with("iss", issuer);
    }

    @PreDestroy
    void close() {
        sameKey.close();
    }
}
