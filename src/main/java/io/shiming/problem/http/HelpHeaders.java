package io.shiming.problem.http;

import io.shiming.problem.ErrorAnswer;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Says of an answer that tells an applicant something in which language it does, and that the caller may choose. */
@Provider
class HelpHeaders implements ContainerResponseFilter {
    private final AnswerLanguage language;

    HelpHeaders(AnswerLanguage language) {
        this.language = language;
    }

    @Override
    public void filter(ContainerRequestContext call, ContainerResponseContext answer) {
        boolean refusal = answer.getEntity() instanceof ErrorAnswer error && error.reason() != null;
        if (refusal || language.isTold()) {
            answer.getHeaders().putSingle(HttpHeaders.CONTENT_LANGUAGE, language.language().tag);
            answer.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        }
    }
}
