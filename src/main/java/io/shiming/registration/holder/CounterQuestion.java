package io.shiming.registration.holder;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.SecondReviewer;
import io.shiming.access.policy.Quotas;
import io.shiming.access.policy.SpentQuotas;
import io.shiming.database.FunctionCall;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a holder's own question may be put at this counter, asked before the authority is: one statement. */
@ApplicationScoped
public class CounterQuestion {
    private final AgroalDataSource source;
    private final Vault vault;
    private final Quotas quotas;
    private final SpentQuotas spent;
    private final Clock clock;

    CounterQuestion(AgroalDataSource source, Vault vault, Quotas quotas, SpentQuotas spent, Clock clock) {
        this.source = source;
        this.vault = vault;
        this.quotas = quotas;
        this.spent = spent;
        this.clock = clock;
    }

    /**
     * Judges the counter, counts the question and binds the colleague's token to it.
     *
     * @param request what tells this question from another one, for the colleague's token
     */
    public void mustBePermitted(Actor clerk, @Nullable SecondReviewer second, String request) {
        var call = FunctionCall.of("registry.ask_at_counter")
                .with("p_operator", (short) clerk.operator())
                .with("p_dealer", clerk.dealerCode())
                .with("p_store", clerk.storeCode())
                .with("p_terminal", clerk.terminalCode())
                .with("p_clerk", clerk.actor())
                .with("p_reviewer", second == null ? null : second.actor())
                .with("p_second", second == null ? null : second.boundTo(request, clerk, vault))
                .with("p_today", StatutoryDay.of(clock.instant()));
        Quotas.into(call, "p_", quotas.ofOwnNumbers(clerk));
        Quotas.into(call, "p_second_", second == null ? List.of() : quotas.ofReviewer(second.actor()));
        try {
            call.row(source, row -> Optional.ofNullable(row.textOrNull(call.name())))
                    .ifPresent(refusal -> {
                        throw Problem.of(Code.valueOf(refusal));
                    });
        } catch (RuleRefusal refused) {
            throw spent.refusal(clerk, second, refused);
        }
    }
}
