package io.shiming.problem.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in a body a value could not be read, as a JSON pointer of names of our schema. A name of the caller's own, an
 * unknown field or the key of a map, may be personal: the pointer ends before it.
 */
final class JsonPointers {
    private JsonPointers() {}

    /** Empty where the whole body is meant, or is no JSON. */
    static Optional<String> of(JacksonException malformed) {
        if (!(malformed instanceof JsonMappingException mapping)) {
            return Optional.empty();
        }
        var path = mapping.getPath();
        boolean unknown = malformed instanceof UnrecognizedPropertyException;
        var pointer = new StringBuilder();
        for (var step : unknown ? path.subList(0, path.size() - 1) : path) {
            if (ofMap(step.getFrom())) {
                break;
            }
            pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
        }
        return Optional.of(pointer.toString()).filter(known -> !known.isEmpty());
    }

    private static boolean ofMap(@Nullable Object from) {
        return from instanceof Map || (from instanceof Class<?> type && Map.class.isAssignableFrom(type));
    }
}
