package io.shiming.problem.http;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The paths of all resources, as their annotations have them: {@code /v1/registrations/{id}}. */
final class RouteTemplates {
    private static final Pattern PARAMETER = Pattern.compile("\\{\\s*(\\w+)\\s*(?::[^{}]*)?}");
    private static final int LONGEST = 512;

    private final List<Template> templates;
    private final Set<String> texts;

    private record Template(String text, Pattern form) {}

    private RouteTemplates(Stream<String> paths) {
        templates = paths.distinct()
                .map(path -> new Template(path, form(path)))
                .sorted(Comparator.comparing((Template template) -> parameters(template.text))
                        .thenComparing(Template::text)) // a fixed path is nearer than one with parameters
                .toList();
        texts = templates.stream().map(Template::text).collect(Collectors.toSet());
    }

    static RouteTemplates of(BeanManager beans) {
        return new RouteTemplates(beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(bean -> bean.getBeanClass())
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .map(method -> joined(type.getAnnotation(Path.class), method))));
    }

    /** The template that a path, or another spelling of a template, belongs to. */
    Optional<String> of(String path) {
        if (texts.contains(path)) {
            return Optional.of(path);
        }
        if (path.length() > LONGEST) {
            return Optional.empty();
        }
        var plain = plain(path);
        return templates.stream()
                .filter(template -> template.text.equals(plain)
                        || template.form.matcher(path).matches())
                .map(Template::text)
                .findFirst();
    }

    private static String joined(Path resource, Method method) {
        var path = method.getAnnotation(Path.class);
        return plain("/" + resource.value() + "/" + (path == null ? "" : path.value()));
    }

    /** Without the rules on parameters, doubled slashes and a slash at the end. */
    private static String plain(String path) {
        return PARAMETER.matcher(path).replaceAll("{$1}").replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    }

    private static Pattern form(String template) {
        var literal = "\\Q" + template.replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q") + "\\E";
        return Pattern.compile(literal + "/?");
    }

    private static long parameters(String template) {
        return template.chars().filter(c -> c == '{').count();
    }
}
