package io.shiming.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A request being filled in. A place in it is a path with dots; each method leaves this form as it is. */
final class Form {
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode root;

    private Form(ObjectNode root) {
        this.root = root;
    }

    static Form empty() {
        return new Form(JSON.createObjectNode());
    }

    Form with(String place, Object value) {
        var copy = root.deepCopy();
        parent(copy, place).set(last(place), JSON.valueToTree(value));
        return new Form(copy);
    }

    Form without(String place) {
        var copy = root.deepCopy();
        parent(copy, place).remove(last(place));
        return new Form(copy);
    }

    String text(String place) {
        return root.at("/" + place.replace('.', '/')).asText();
    }

    JsonNode json() {
        return root;
    }

    /** Everything in a signing that is about the person. */
    List<String> personal() {
        return List.of(
                text("subscriber.name"),
                text("subscriber.document.number"),
                text("subscriber.address"),
                text("service.number").isEmpty() ? text("service.accessAccount") : text("service.number"));
    }

    private static ObjectNode parent(ObjectNode from, String place) {
        var names = place.split("\\.", -1);
        var node = from;
        for (int i = 0; i < names.length - 1; i++) {
            node = node.withObject("/" + names[i]);
        }
        return node;
    }

    private static String last(String place) {
        return place.substring(place.lastIndexOf('.') + 1);
    }
}
