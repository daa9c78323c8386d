package io.shiming.packaged;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Many people who sign at several counters at once. Remembers each answer that arrived; what got none, because the
 * service or its database died under it, may have been written or not.
 */
public final class SigningBurst implements AutoCloseable {
    private static final int COUNTERS = 8;
    private static final int WITHIN_SECONDS = 90;

    private final Call call;
    private final ExecutorService counters = Executors.newFixedThreadPool(COUNTERS);
    private final Map<SyntheticPerson, WireReply> answered = new ConcurrentHashMap<>();
    private final List<Future<?>> signings = new ArrayList<>();
    private final CountDownLatch enough;
    private volatile boolean closing;

    /** What each does at a counter. */
    public interface Call {
        WireReply of(SyntheticPerson person) throws IOException;
    }

    /** Begins at once. */
    public SigningBurst(Shop shop, List<SyntheticPerson> people, int enough) {
        this(shop::sign, people, enough);
    }

    /** The same with something else than a first signing. */
    public SigningBurst(Call call, List<SyntheticPerson> people, int enough) {
        this.call = call;
        this.enough = new CountDownLatch(enough);
        people.forEach(person -> signings.add(counters.submit(() -> sign(person))));
    }

    /** Returns when as many registrations as were said to be enough are acknowledged; the rush goes on. */
    public SigningBurst untilEnough() throws InterruptedException {
        if (!enough.await(WITHIN_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(enough.getCount() + " acknowledgements are missing; answers: " + answered);
        }
        return this;
    }

    /** Lets no further person begin, and returns when the people who have begun are through. */
    public SigningBurst closeTheDoors() throws Exception {
        closing = true;
        for (var signing : signings) signing.get(WITHIN_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    /** Every answer by person, acknowledgement or refusal. */
    public Map<SyntheticPerson, WireReply> answers() {
        return Map.copyOf(answered);
    }

    private void sign(SyntheticPerson person) {
        if (closing) return;
        try {
            var reply = call.of(person);
            answered.put(person, reply);
            if (reply.status() == 201) enough.countDown();
        } catch (IOException diedUnderIt) {
            // no answer, hence nothing promised
        }
    }

    @Override
    public void close() {
        counters.shutdownNow();
    }
}
