package io.shiming.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk that the log's entries are on is full: a small file system of its own, so skipped where mounting one is not
 * allowed. No caller is told anything, nothing that was told is lost, and work goes on once there is room.
 */
@QuarkusTest
class FullDiskTest {
    private static final String SIZE = "size=24m,mode=0700";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    private Path disk;
    private Path ballast;

    @BeforeEach
    void theEntriesAreOnASmallDisk(@TempDir Path parent) throws Exception {
        disk = Files.createDirectory(parent.resolve("audit-disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", disk.toString()), "mounting is not allowed here");
        ballast = disk.resolve("ballast");
        superuser.run(
                "CREATE TABLESPACE audit_disk LOCATION '" + disk.toRealPath() + "'",
                "ALTER TABLE audit.entry SET TABLESPACE audit_disk");
    }

    @AfterEach
    void theyAreWhereTheyWereBefore() throws Exception {
        if (!superuser
                .texts("SELECT spcname FROM pg_tablespace WHERE spcname = 'audit_disk'")
                .isEmpty()) {
            superuser.run(
                    "ALTER TABLE audit.entry SET TABLESPACE pg_default",
                    "CHECKPOINT", // files of the moved table are removed only after one
                    "DROP TABLESPACE audit_disk");
        }
        run("umount", "-l", disk.toString()); // sessions may still hold a file of it open
    }

    @Test
    void fullDiskDisclosesNothingLosesNothingAndServiceResumesWithSpace() throws Exception {
        // Given
        var held = RegistrationForms.internet();
        callers.clerk().sign(held).mustBe(201);
        fill();
        long entries = entries();
        long registrations = registrations();
        // When, then
        var key = UUID.randomUUID().toString();
        var form = RegistrationForms.mobile();
        mustTellNothing(callers.clerk().sign(key, form), form);
        mustTellNothing(
                callers.auditor()
                        .lookUp(RegistrationForms.audit(held).with("fields", List.of("name", "documentNumber"))),
                held);
        mustTellNothing(callers.provisioning().lineStatus(RegistrationForms.line(held)), held);
        mustTellNothing(callers.clerk().lineStatus(RegistrationForms.line(held)), held); // a refusal
        mustTellNothing(callers.auditor().post("/v1/audit/search", "{}"), held);
        assertThat(entries()).isEqualTo(entries);
        assertThat(registrations()).isEqualTo(registrations);
        // When
        Files.delete(ballast);
        // Then
        var registered = callers.clerk().sign(key, form).mustBe(201);
        assertThat(callers.clerk().sign(key, form).mustBe(201).body()).isEqualTo(registered.body());
        callers.auditor().lookUp(RegistrationForms.audit(held)).mustBe(200);
        assertThat(registrations()).isEqualTo(registrations + 1);
    }

    /** Takes the room away, and uses what is left in the pages that the table has until no entry finds a place. */
    private void fill() throws IOException {
        try (var file = Files.newOutputStream(ballast)) {
            var block = new byte[4096];
            while (true) file.write(block);
        } catch (IOException full) {
            assertThat(Files.size(ballast)).isPositive();
        }
        for (int refused = 0, tries = 0; refused < 10; tries++) {
            assertThat(tries).as("tries until the disk was full").isLessThan(5_000);
            var line = RegistrationForms.line(RegistrationForms.mobile());
            int answered = callers.provisioning().lineStatus(line).status();
            int forbidden = callers.clerk().lineStatus(line).status();
            int searched = callers.auditor().post("/v1/audit/search", "{}").status(); // the shortest entry of all
            refused = answered == 503 && forbidden == 503 && searched == 503 ? refused + 1 : 0;
        }
    }

    private static void mustTellNothing(ApiReply answer, RequestForm form) {
        answer.mustRefuse(503, "UNAVAILABLE").mustNotTell(form.personal());
    }

    private long entries() {
        return superuser.number("SELECT count(*) FROM audit.entry");
    }

    private long registrations() {
        return superuser.number("SELECT count(*) FROM registry.registration");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.exitValue() != 0) System.out.println(String.join(" ", command) + ": " + said);
        return process.exitValue() == 0;
    }
}
