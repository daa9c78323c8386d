package io.shiming.problem;

import org.jspecify.annotations.Nullable;

/** Names a failure for the log by its types and its place, never by its message: a message may carry data. */
public final class Cause {
    private static final int DEEPEST = 5;

    private Cause() {}

    /** The chain of exception types, and where the innermost was thrown. */
    public static String named(@Nullable Throwable failure) {
        var names = new StringBuilder();
        Throwable innermost = null;
        int depth = 0;
        for (Throwable each = failure; each != null && depth < DEEPEST; each = each.getCause(), depth++) {
            names.append(depth == 0 ? "" : " < ").append(each.getClass().getName());
            innermost = each;
        }
        if (innermost != null && innermost.getStackTrace().length > 0) {
            names.append(" at ").append(innermost.getStackTrace()[0]);
        }
        return names.isEmpty() ? "nothing further" : names.toString();
    }
}
