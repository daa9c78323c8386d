package io.shiming.identity.text;

import org.jspecify.annotations.Nullable;

/** A text about a person or a line: equal by content, never printed. */
public abstract class Withheld {
    private final String text;

    public Withheld(String text) {
        this.text = text;
    }

    protected final String text() {
        return text;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Withheld that && getClass() == that.getClass() && text.equals(that.text);
    }

    @Override
    public final int hashCode() {
        return text.hashCode();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[withheld]";
    }
}
