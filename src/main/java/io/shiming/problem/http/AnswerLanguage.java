package io.shiming.problem.http;

import io.shiming.problem.Help;
import io.shiming.problem.HelpText;
import io.shiming.problem.Language;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * The language in which one call's answer speaks to the applicant: as its header Accept-Language asks, else English. What
 * is for the caller's system, the code and its message, has one language.
 */
@RequestScoped
public class AnswerLanguage {
    private final HttpHeaders headers;
    private boolean told;

    AnswerLanguage(HttpHeaders headers) {
        this.headers = headers;
    }

    /** The text as it is told in this answer. */
    public Help told(HelpText text) {
        told = true;
        return text.in(language());
    }

    Language language() {
        return Language.accepted(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /** Whether this answer tells an applicant anything. */
    boolean isTold() {
        return told;
    }
}
