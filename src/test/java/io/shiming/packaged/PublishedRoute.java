package io.shiming.packaged;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One route of the API as the service's own description has it, with an example of its body: a new route is in the
 * description, so a test over all of them covers it.
 */
public record PublishedRoute(
        String method, String template, List<String> queries, List<String> headers, JsonNode body) {
    private static final int DEEPEST = 8;
    private static final Map<String, String> EXAMPLES = Map.of(
            "date", "2026-11-01", "date-time", "2026-11-21T10:00:00Z", "uuid", "0c5e3a52-2f6f-4c7b-9d52-5c1d6a1f0001");

    /** Every route of this description. */
    public static List<PublishedRoute> of(JsonNode description) {
        var routes = new ArrayList<PublishedRoute>();
        for (var path : description.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (!operation.getValue().has("responses")) continue; // parameters that the path's operations share
                routes.add(route(description, path, operation));
            }
        }
        return routes;
    }

    private static PublishedRoute route(
            JsonNode description, Map.Entry<String, JsonNode> path, Map.Entry<String, JsonNode> operation) {
        var body = operation.getValue().at("/requestBody/content/application~1json/schema");
        return new PublishedRoute(
                operation.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                parameters("query", path.getValue(), operation.getValue()),
                parameters("header", path.getValue(), operation.getValue()),
                example(description, body, 0));
    }

    private static List<String> parameters(String in, JsonNode... owners) {
        var names = new ArrayList<String>();
        for (var owner : owners) {
            for (var parameter : owner.path("parameters")) {
                if (parameter.path("in").asText().equals(in))
                    names.add(parameter.path("name").asText());
            }
        }
        return names;
    }

    /** A value of this schema, with all its fields; a missing node where there is no schema. */
    private static JsonNode example(JsonNode description, JsonNode schema, int depth) {
        if (schema.isMissingNode() || depth > DEEPEST) return schema.isMissingNode() ? schema : json().nullNode();
        if (schema.has("$ref")) {
            return example(
                    description, description.at(schema.path("$ref").asText().substring(1)), depth + 1);
        }
        for (var choice : List.of("allOf", "oneOf", "anyOf")) {
            if (schema.has(choice))
                return example(description, schema.path(choice).path(0), depth + 1);
        }
        if (schema.has("enum")) return schema.path("enum").path(0);
        return switch (type(schema)) {
            case "object" -> object(description, schema, depth);
            case "array" -> json().arrayNode().add(example(description, schema.path("items"), depth + 1));
            case "boolean" -> json().booleanNode(true);
            case "integer", "number" -> json().numberNode(1);
            default ->
                json().textNode(EXAMPLES.getOrDefault(schema.path("format").asText(), "X-1"));
        };
    }

    private static JsonNode object(JsonNode description, JsonNode schema, int depth) {
        var object = json().objectNode();
        for (var field : schema.path("properties").properties()) {
            object.set(field.getKey(), example(description, field.getValue(), depth + 1));
        }
        return object;
    }

    private static String type(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText();
    }

    /** The path's segments, each parameter as an example. */
    List<String> segments() {
        var segments = new ArrayList<String>();
        for (var segment : template.substring(1).split("/", -1)) {
            segments.add(segment.startsWith("{") ? "X-1" : segment);
        }
        return segments;
    }

    boolean writes() {
        return !method.equals("GET");
    }

    /** The body with this text in one of its texts, for each of them; by the place in words. */
    static Map<String, JsonNode> planted(JsonNode body, String text) {
        var planted = new TreeMap<String, JsonNode>();
        places("", body, planted);
        planted.replaceAll((place, same) -> replaced(body, place, text));
        return planted;
    }

    private static void places(String pointer, JsonNode node, Map<String, JsonNode> found) {
        if (node.isTextual()) found.put(pointer, node);
        node.properties().forEach(field -> places(pointer + "/" + field.getKey(), field.getValue(), found));
        for (int i = 0; node.isArray() && i < node.size(); i++) places(pointer + "/" + i, node.get(i), found);
    }

    private static JsonNode replaced(JsonNode body, String pointer, String text) {
        var copy = body.deepCopy();
        int last = pointer.lastIndexOf('/');
        if (last < 0) return json().textNode(text);
        var owner = copy.at(pointer.substring(0, last));
        var name = pointer.substring(last + 1);
        if (owner instanceof ObjectNode object) object.put(name, text);
        else ((ArrayNode) owner).set(Integer.parseInt(name), text);
        return copy;
    }

    private static JsonNodeFactory json() {
        return JsonNodeFactory.instance;
    }
}
