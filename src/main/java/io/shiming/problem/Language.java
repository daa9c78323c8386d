package io.shiming.problem;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;

/** A language of the texts for applicants. */
public enum Language {
    ENGLISH("en"),
    CHINESE("zh");

    private static final int LONGEST = 256;
    private static final List<String> TAGS = List.of("en", "zh");

    /** The tag of RFC 5646. */
    public final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The one that a header Accept-Language prefers (RFC 9110 section 12.5.4); English where it names neither, or is none. */
    public static Language accepted(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return ENGLISH;
        }
        try {
            var preferred = Locale.lookupTag(LanguageRange.parse(header), TAGS);
            return CHINESE.tag.equals(preferred) ? CHINESE : ENGLISH;
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) { // the latter of "-", in JDK 17
            return ENGLISH;
        }
    }
}
