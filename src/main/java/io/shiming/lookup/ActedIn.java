package io.shiming.lookup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registration in which the bearer of the document acted for another.
 *
 * @param role guardian, agent, handler, responsible, user, formerHolderBy or formerHolder
 */
record ActedIn(UUID registrationId, String role) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<ActedIn>> LIST = new TypeReference<>() {};

    /** Reads what {@code registry.look_up} answers; none where it answers nothing. */
    static List<ActedIn> read(@Nullable String json) {
        try {
            return json == null ? List.of() : JSON.readValue(json, LIST);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL writes JSON", e);
        }
    }
}
