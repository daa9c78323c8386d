package io.shiming.registration;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotencyKeys;
import io.shiming.access.Role;
import io.shiming.access.policy.Quotas;
import io.shiming.access.policy.SpentQuotas;
import io.shiming.audit.AuditLog;
import io.shiming.evidence.EvidenceConfig;
import io.shiming.limits.Limits;
import io.shiming.problem.Problem;
import io.shiming.registration.application.SigningRequest;
import io.shiming.registration.line.LegacyMoves;
import io.shiming.registration.line.LineWriter;
import io.shiming.registration.store.PublicIds;
import io.shiming.registration.store.RegistrationConfig;
import io.shiming.vault.AgreedDigest;
import io.shiming.vault.Vault;
import io.shiming.verification.IdentityAuthority;
import io.shiming.verification.OutsideChecks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;

/** Signs as another instance of the service would, with a vault of its own. */
@ApplicationScoped
public class SecondCounter {
    private final AgroalDataSource source;
    private final OutsideChecks checks;
    private final Limits limits;
    private final SigningRefusals refusals;
    private final SpentQuotas spent;
    private final Quotas quotas;
    private final AgreedDigest digests;
    private final IdentityAuthority authority;
    private final RegistrationConfig config;
    private final EvidenceConfig evidenceConfig;
    private final PublicIds ids;
    private final ObjectMapper json;
    private final CallContext callContext;
    private final Clock clock;
    private final AuditLog log;
    private final IdempotencyKeys keys;

    SecondCounter(
            AgroalDataSource source,
            OutsideChecks checks,
            Limits limits,
            SigningRefusals refusals,
            SpentQuotas spent,
            Quotas quotas,
            AgreedDigest digests,
            IdentityAuthority authority,
            RegistrationConfig config,
            EvidenceConfig evidenceConfig,
            PublicIds ids,
            ObjectMapper json,
            CallContext callContext,
            AuditLog log,
            IdempotencyKeys keys,
            Clock clock) {
        this.source = source;
        this.checks = checks;
        this.limits = limits;
        this.refusals = refusals;
        this.spent = spent;
        this.quotas = quotas;
        this.digests = digests;
        this.authority = authority;
        this.config = config;
        this.evidenceConfig = evidenceConfig;
        this.ids = ids;
        this.json = json;
        this.callContext = callContext;
        this.clock = clock;
        this.log = log;
        this.keys = keys;
    }

    /** The status of a signing at the second operator's counter, or its code where it was refused. */
    @ActivateRequestContext
    public String sign(Vault vault, String form) {
        var contracts = new SigningStatements(source, vault, quotas, config, evidenceConfig);
        var succession = new Succession(
                source,
                contracts,
                new LineWriter(source, vault, log, ids, clock),
                new LegacyMoves(source, vault, ids, clock));
        var predecessors = new Predecessors(source, authority, vault);
        var conclusion = new SigningWriter(contracts, succession, vault, ids, clock);
        var signing = new Signing(
                contracts,
                predecessors,
                conclusion,
                checks,
                limits,
                refusals,
                spent,
                digests,
                vault,
                config,
                ids,
                json,
                callContext,
                clock);
        var clerk = new Actor(
                2, "ridge-mobile-pos", "second-instance", Role.CLERK, "D-200", "S-201", "T-1", null, null, null);
        try {
            var key = keys.of(clerk, UUID.randomUUID().toString());
            return signing.sign(clerk, key, json.readValue(form, SigningRequest.class), null)
                    .status()
                    .name();
        } catch (Problem refusal) {
            return refusal.code().name();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
