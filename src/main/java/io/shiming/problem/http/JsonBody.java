package io.shiming.problem.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.Priority;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Holds every JSON body to {@link JsonText}: its encoding before it is read, and its syntax before what it means. Reading
 * a good body proves its syntax; only a body that was refused is parsed once more.
 */
@Provider
@Priority(1)
class JsonBody implements ReaderInterceptor {
    private final ObjectMapper json;

    JsonBody(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        if (!MediaType.APPLICATION_JSON_TYPE.isCompatible(body.getMediaType())) {
            return body.proceed();
        }
        var bytes = body.getInputStream().readAllBytes();
        JsonText.mustBeUtf8(bytes);
        body.setInputStream(new ByteArrayInputStream(bytes));
        try {
            return body.proceed();
        } catch (JacksonException | WebApplicationException refused) {
            JsonText.mustParse(bytes, json.getFactory());
            throw refused;
        }
    }
}
