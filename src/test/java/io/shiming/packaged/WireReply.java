package io.shiming.packaged;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer of the service. It prints its status only: a lookup's body is a person. */
public record WireReply(int status, JsonNode body) {
    /** The JSON pointer's text, empty if there is none. */
    public String text(String pointer) {
        return body.at(pointer).asText();
    }

    @Override
    public String toString() {
        return "WireReply[" + status + " " + text("/code") + "]";
    }
}
