package io.shiming.verification.hub;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.shiming.peer.Peer;
import io.shiming.peer.PeerKeySets;
import io.shiming.peer.Unusable;
import io.shiming.verification.CardCount;
import io.shiming.verification.CardQuestion;
import io.shiming.verification.enquiry.Guarded;
import io.shiming.verification.enquiry.Payload;
import io.shiming.verification.enquiry.SignedEnquiry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks the hub over HTTP. */
@ApplicationScoped
class HttpCardCount implements CardCount {
    private static final Logger LOG = Logger.getLogger(HttpCardCount.class);
    private static final Duration OLDEST = Duration.ofMinutes(1); // a count is of now, and never a repeated answer

    static final String TYPE = "card-count+jwt";

    private final Clock clock;
    private final @Nullable SignedEnquiry enquiry;
    private final Guarded<OptionalInt> guard = new Guarded<>(OptionalInt.class, "hub");

    @Inject
    HttpCardCount(HubConfig config, PeerKeySets keys, Clock clock) {
        this(
                config.url()
                        .map(url -> new SignedEnquiry(url, keys.of(Peer.HUB), config.timeout(), TYPE))
                        .orElse(null),
                clock);
    }

    HttpCardCount(@Nullable SignedEnquiry enquiry, Clock clock) {
        this.clock = clock;
        this.enquiry = enquiry;
    }

    @Override
    public boolean connected() {
        return enquiry != null;
    }

    @Override
    public OptionalInt ask(CardQuestion question) {
        return guard.call(() -> exchange(question), reason -> {
            LOG.warnf("card count %s has no usable answer: %s", question.requestId(), reason);
            return OptionalInt.empty();
        });
    }

    private OptionalInt exchange(CardQuestion question) throws Unusable {
        if (enquiry == null) {
            throw new Unusable(Unusable.Reason.UNREACHABLE);
        }
        var payload = enquiry.post("v1/card-counts", json(question));
        return OptionalInt.of(Payload.read(payload, SignedCount.class).to(question, clock.instant()));
    }

    // No value needs an escape: a uuid, a number, hexadecimal digits.
    private static String json(CardQuestion question) {
        return "{\"requestId\":\"" + question.requestId() + "\",\"operator\":\"" + question.operator()
                + "\",\"person\":\"" + question.person() + "\"}";
    }

    /** The payload of an answer. */
    record SignedCount(
            @JsonProperty(required = true) String requestId,
            @JsonProperty(required = true) String subject,
            @JsonProperty(required = true) Integer cards,
            @JsonProperty(required = true) String checkId,
            @JsonProperty(required = true) String checkedAt) {

        int to(CardQuestion question, Instant now) throws Unusable {
            if (!requestId.equals(question.requestId().toString())) {
                throw new Unusable(Unusable.Reason.OTHER_REQUEST);
            }
            if (!subject.equals(question.operator() + "/" + question.person())) {
                throw new Unusable(Unusable.Reason.OTHER_PERSON);
            }
            Payload.checkId(checkId);
            Payload.fresh(checkedAt, OLDEST, now);
            if (cards < 0) {
                throw new Unusable(Unusable.Reason.SCHEMA);
            }
            return cards;
        }
    }
}
