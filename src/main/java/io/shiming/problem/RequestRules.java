package io.shiming.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a body to the Bean Validation constraints on its record, and makes the one refusal of a broken constraint: what
 * is missing is FIELD_REQUIRED, a text of another form INVALID_ARGUMENT, any other constraint OUT_OF_RANGE.
 *
 * <p>Writes call it after the Idempotency-Key has been looked up, since a repetition gets its first answer. It is no
 * mapper of exceptions: a constraint that an entity of ours breaks is a failure of ours, not of a request.
 */
@ApplicationScoped
public class RequestRules {
    private static final Set<Class<?>> PRESENCE = Set.of(NotNull.class, NotEmpty.class);

    private final Validator validator;

    RequestRules(Validator validator) {
        this.validator = validator;
    }

    /** The body, which is there and keeps its constraints. What is missing is refused before what is wrong. */
    public <T extends Record> T kept(@Nullable T request) {
        if (request == null) {
            throw Problem.of(Code.FIELD_REQUIRED);
        }
        var order = Arrays.stream(request.getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        validator.validate(request).stream()
                .min(Comparator.comparing((ConstraintViolation<T> broken) -> code(broken) != Code.FIELD_REQUIRED)
                        .thenComparing(broken -> place(order, broken))
                        .thenComparing(RequestRules::pointer))
                .ifPresent(broken -> {
                    throw Problem.of(code(broken)).at(pointer(broken));
                });
        return request;
    }

    private static Code code(ConstraintViolation<?> broken) {
        var constraint = broken.getConstraintDescriptor().getAnnotation().annotationType();
        if (PRESENCE.contains(constraint)) {
            return Code.FIELD_REQUIRED;
        }
        return constraint == Pattern.class ? Code.INVALID_ARGUMENT : Code.OUT_OF_RANGE;
    }

    private static int place(List<String> order, ConstraintViolation<?> broken) {
        return order.indexOf(broken.getPropertyPath().iterator().next().getName());
    }

    /** Names of components and places in lists; nothing of the request. */
    private static String pointer(ConstraintViolation<?> broken) {
        var pointer = new StringBuilder();
        for (Path.Node node : broken.getPropertyPath()) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKind() != ElementKind.CONTAINER_ELEMENT) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }
}
