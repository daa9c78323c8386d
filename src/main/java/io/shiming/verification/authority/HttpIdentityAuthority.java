package io.shiming.verification.authority;

import io.shiming.peer.Unusable;
import io.shiming.verification.Answer;
import io.shiming.verification.Claim;
import io.shiming.verification.IdentityAuthority;
import io.shiming.verification.enquiry.Guarded;
import io.shiming.verification.enquiry.SignedEnquiry;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Asks one provider over HTTP. */
final class HttpIdentityAuthority implements IdentityAuthority {
    private static final Logger LOG = Logger.getLogger(HttpIdentityAuthority.class);

    private final Provider provider;
    private final Clock clock;
    private final SignedEnquiry enquiry;
    private final Guarded<Answer> guard;

    HttpIdentityAuthority(Provider provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
        this.guard = new Guarded<>(Answer.class, provider.name());
        this.enquiry = new SignedEnquiry(provider.url(), provider.keys(), provider.timeout(), "identity-check+jwt");
    }

    @Override
    public Answer ask(Claim claim) {
        return guard.call(() -> exchange(new Question(claim)), reason -> unavailable(claim, reason));
    }

    private Answer exchange(Question question) throws Unusable {
        var payload = enquiry.post("v1/identity-checks", question.json());
        return SignedAnswer.read(payload).to(question, provider.name(), clock.instant());
    }

    private Answer unavailable(Claim claim, String reason) {
        LOG.warnf("identity check %s has no usable answer of %s: %s", claim.requestId(), provider.name(), reason);
        return Answer.unavailable(provider.name(), clock.instant());
    }
}
