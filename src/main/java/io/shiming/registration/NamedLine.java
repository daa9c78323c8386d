package io.shiming.registration;

import io.shiming.identity.ServiceNumber;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import org.jspecify.annotations.Nullable;

/** A line by its kind and number, as a request names it. */
record NamedLine(ServiceType type, ServiceNumber number) {
    static NamedLine of(LineStatusResource.@Nullable LineQuestion asked) {
        if (asked == null) {
            throw Problem.of(Code.FIELD_REQUIRED);
        }
        var type = ServiceType.of(asked.type());
        return new NamedLine(type, type.line(asked.number(), asked.accessAccount()));
    }

    @Override
    public String toString() {
        return "NamedLine[withheld]";
    }
}
