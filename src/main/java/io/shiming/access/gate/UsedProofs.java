package io.shiming.access.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.util.singleuse.AlreadyUsedException;
import com.nimbusds.oauth2.sdk.util.singleuse.SingleUseChecker;
import io.agroal.api.AgroalDataSource;
import io.shiming.audit.tree.Hash;
import io.shiming.database.FunctionCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Takes each proof once, whichever instance it is shown to: the database remembers it for longer than it is good. */
@ApplicationScoped
class UsedProofs implements SingleUseChecker<Map.Entry<DPoPIssuer, JWTID>> {
    private final AgroalDataSource source;

    UsedProofs(AgroalDataSource source) {
        this.source = source;
    }

    @Override
    public void markAsUsed(Map.Entry<DPoPIssuer, JWTID> proof) throws AlreadyUsedException {
        // a thumbprint has no space, so no two pairs are one text
        var text = proof.getKey().getValue() + " " + proof.getValue().getValue();
        var use = FunctionCall.of("registry.use_proof")
                .with("p_proof", Hash.ofLeaf(text.getBytes(UTF_8)).bytes());
        if (!use.row(source, row -> row.flag(use.name()))) {
            throw new AlreadyUsedException("shown before");
        }
    }
}
