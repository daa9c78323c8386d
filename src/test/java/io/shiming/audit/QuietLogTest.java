package io.shiming.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Promise 2, where an operator looks for a fault and has everything logged. */
@QuarkusTest
class QuietLogTest {
    private static final String CALLERS_OWN = "org.apache.http."; // the client by which the tests call

    @Inject
    ApiCallers callers;

    @Test
    void atDebugLevelNoLibraryLogsWhoSigned() {
        var form = RegistrationForms.mobile();
        var lines = new ConcurrentLinkedQueue<String>();
        var handler = writingTo(lines);
        var root = Logger.getLogger("");
        var level = root.getLevel();
        root.addHandler(handler);
        root.setLevel(Level.FINE);
        try {
            callers.clerk().sign(form).mustBe(201);
            callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200);
        } finally {
            root.setLevel(level);
            root.removeHandler(handler);
        }
        assertThat(lines).isNotEmpty();
        assertThat(lines).noneMatch(line -> tells(line, form.personal()));
    }

    private static boolean tells(String line, List<String> personal) {
        return personal.stream().anyMatch(line::contains);
    }

    private static Handler writingTo(Queue<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord logged) {
                var name = String.valueOf(logged.getLoggerName());
                if (!name.startsWith(CALLERS_OWN)) {
                    lines.add(name + " " + logged.getMessage() + " " + Arrays.toString(logged.getParameters()) + " "
                            + logged.getThrown());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
