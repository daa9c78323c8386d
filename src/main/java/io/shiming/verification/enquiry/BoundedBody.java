package io.shiming.verification.enquiry;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Collects a body of at most so many bytes and hangs up on a larger one. */
final class BoundedBody implements BodySubscriber<byte[]> {
    /** The body had more bytes than permitted. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final BodySubscriber<byte[]> inner = BodySubscribers.ofByteArray();
    private @Nullable Subscription subscription;
    private long left;

    BoundedBody(int largest) {
        this.left = largest;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return inner.getBody();
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
        inner.onSubscribe(begun);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        left -= buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (left >= 0) {
            inner.onNext(buffers);
        } else if (subscription != null) {
            subscription.cancel();
            inner.onError(new TooLarge());
        }
    }

    @Override
    public void onError(Throwable failure) {
        inner.onError(failure);
    }

    @Override
    public void onComplete() {
        inner.onComplete();
    }
}
