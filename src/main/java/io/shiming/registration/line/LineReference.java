package io.shiming.registration.line;

import io.shiming.identity.number.ServiceNumber;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.application.ServiceType;
import org.jspecify.annotations.Nullable;

/** A line by its kind and number, as a request names it. */
record LineReference(ServiceType type, ServiceNumber number) {
    static LineReference of(LineStatusResource.@Nullable LineQuestion asked) {
        if (asked == null) {
            throw Problem.of(Code.FIELD_REQUIRED).at("/line");
        }
        return Problem.at("/line", () -> {
            var type = ServiceType.of(asked.type());
            return new LineReference(type, type.line(asked.number(), asked.accessAccount()));
        });
    }

    @Override
    public String toString() {
        return "LineReference[withheld]";
    }
}
