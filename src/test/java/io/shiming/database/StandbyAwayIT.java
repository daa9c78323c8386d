package io.shiming.database;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.shiming.evidence.Specimen;
import io.shiming.packaged.DebianPostgres;
import io.shiming.packaged.Fleet;
import io.shiming.packaged.Shop;
import io.shiming.packaged.SyntheticPerson;
import io.shiming.packaged.WireReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The synchronous standby is away: the wait ends, nothing is acknowledged that only one server has, and nothing is lost. */
@Tag("case-E5")
class StandbyAwayIT {
    private static final int GIVEN_UP_AFTER_SECONDS = 3;
    private static final byte[] PICTURE = Specimen.jpeg(320, 240);
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
    private static final String CANCEL = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
            + " WHERE wait_event = 'SyncRep' AND usename IN ('shiming_service', 'postgres')";

    private static DebianPostgres postgres;
    private static Fleet fleet;
    private static Shop shop;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        postgres = DebianPostgres.start();
        var settings = new TreeMap<>(postgres.settings());
        settings.put(
                "quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout",
                Integer.toString(GIVEN_UP_AFTER_SECONDS));
        fleet = new Fleet(home, settings);
        fleet.add();
        postgres.furnish();
        postgres.addStandby();
        shop = new Shop(fleet, 0);
    }

    @AfterAll
    static void stop() throws Exception {
        if (fleet != null) fleet.close();
        if (postgres != null) postgres.close();
    }

    @AfterEach
    void thaw() throws Exception {
        postgres.thawStandby();
        await().atMost(30, SECONDS).until(() -> fleet.ready(0) == 200);
    }

    @Test
    void aWaitForTheStandbyEndsAndTheSameKeyTellsTheTruthWhenItIsBack() throws Exception {
        // Given
        var person = SyntheticPerson.number(310_001);
        assertThat(shop.sign(SyntheticPerson.number(310_002)).status()).isEqualTo(201);
        await().atMost(30, SECONDS).until(() -> fleet.ready(0) == 200);
        // When
        postgres.freezeStandby();
        long began = System.nanoTime();
        var reply = shop.sign(person);
        // Then
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text("/code")).isEqualTo("UNAVAILABLE");
        assertThat((System.nanoTime() - began) / 1e9).isBetween(1.0, GIVEN_UP_AFTER_SECONDS + 7.0);
        await().atMost(10, SECONDS).until(() -> fleet.ready(0) == 503);
        assertThat(shop.sign(person).status()).as("not while it is away").isEqualTo(503);
        // When
        postgres.thawStandby();
        await().atMost(30, SECONDS).until(() -> fleet.ready(0) == 200);
        // Then
        await().atMost(20, SECONDS).until(() -> shop.sign(person).status() == 201);
        assertThat(registrations(person)).isEqualTo("1");
    }

    @Test
    void aWaitThatWasCancelledIsNoAcknowledgementNorIsItsReplay() throws Exception {
        // Given
        var person = SyntheticPerson.number(310_004);
        postgres.freezeStandby();
        // When: a signing's first statement waits too where it draws a sequence's next 32 ids; cancelled, nothing is
        // done
        await().atMost(60, SECONDS).until(() -> {
            var reply = CompletableFuture.supplyAsync(() -> signed(person));
            cancelWaits();
            assertThat(reply.get(30, SECONDS).status()).isEqualTo(503);
            return registrations(person).equals("1");
        });
        // Then
        assertThat(shop.sign(person).status()).as("and only there").isEqualTo(503);
        postgres.thawStandby();
        await().atMost(20, SECONDS).until(() -> shop.sign(person).status() == 201);
        assertThat(registrations(person)).isEqualTo("1");
    }

    @Test
    void aRepeatedAnswerAboutAnImageWaitsForTheStandbyToo() throws Exception {
        // Given
        assertThat(shop.keep(PICTURE, "image-310005").status()).isEqualTo(201);
        assertThat(shop.keep(PICTURE, "image-310005").status()).isEqualTo(201);
        // When
        postgres.freezeStandby();
        // Then
        assertThat(shop.keep(PICTURE, "image-310005").status()).isEqualTo(503);
        // When
        postgres.thawStandby();
        // Then
        await().atMost(20, SECONDS)
                .until(() -> shop.keep(PICTURE, "image-310005").status() == 201);
    }

    @Test
    void everyKindOfCommitFailsWhenItsWaitIsCancelled() throws Exception {
        postgres.execute("CREATE TABLE IF NOT EXISTS public.commits (n int)");
        try (var connection = connection();
                var statement = connection.createStatement();
                var prepared = connection.prepareStatement("INSERT INTO public.commits VALUES (1)")) {
            statement.execute("INSERT INTO public.commits VALUES (0)");
            postgres.freezeStandby();
            assertUnknown(() -> statement.execute("INSERT INTO public.commits VALUES (1)"));
            assertUnknown(prepared::executeUpdate);
            connection.setAutoCommit(false);
            prepared.executeUpdate();
            assertUnknown(connection::commit);
        }
    }

    private interface Act {
        void run() throws SQLException;
    }

    private static void assertUnknown(Act act) throws Exception {
        var canceller = CompletableFuture.runAsync(StandbyAwayIT::cancelWaits);
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(failure.getSQLState())
                        .isEqualTo("08007"));
        canceller.get(30, SECONDS);
    }

    /** As an administrator does who sees them hang. */
    private static void cancelWaits() {
        await().atMost(20, SECONDS).ignoreExceptions().until(() -> !"0".equals(postgres.text(WAITING)));
        try {
            postgres.text(CANCEL);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WireReply signed(SyntheticPerson person) {
        try {
            return shop.sign(person);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Connection connection() throws SQLException {
        var login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("password", "");
        return Objects.requireNonNull(new ReplicatedDriver().connect(postgres.url("shiming"), login));
    }

    private static String registrations(SyntheticPerson person) throws SQLException {
        return String.valueOf(postgres.text(
                "SELECT count(*) FROM registry.registration WHERE contract_ref = '" + person.contractRef() + "'"));
    }
}
