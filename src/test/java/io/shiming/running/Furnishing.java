package io.shiming.running;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Puts the demo's operators, dealers and notices into the migrated database; brings the stand-ins for every test. */
@ApplicationScoped
@WithTestResource(value = StandIns.class, scope = TestResourceScope.GLOBAL)
class Furnishing {
    private static final String STAFF_OF_SECOND_COUNTER =
            "INSERT INTO registry.clerk (operator_id, clerk_id, dealer_code, trained_until)"
                    + " VALUES (2, 'second-instance', 'D-200', DATE '2099-12-31') ON CONFLICT DO NOTHING";

    private final Superuser superuser;

    Furnishing(Superuser superuser) {
        this.superuser = superuser;
    }

    void furnish(@Observes StartupEvent started) throws IOException {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // what is awaited may come late on a busy machine
        try (var script = Furnishing.class.getResourceAsStream("/db/demo.sql")) {
            superuser.run(new String(script.readAllBytes(), StandardCharsets.UTF_8), STAFF_OF_SECOND_COUNTER);
        }
    }
}
