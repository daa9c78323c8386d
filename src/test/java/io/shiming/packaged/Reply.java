package io.shiming.packaged;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer of the service. It prints its status only: a look-up's body is a person. */
record Reply(int status, JsonNode body) {
    /** The JSON pointer's text, empty if there is none. */
    String text(String pointer) {
        return body.at(pointer).asText();
    }

    @Override
    public String toString() {
        return "Reply[" + status + " " + text("/code") + "]";
    }
}
