package io.shiming.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that cannot be reached is told once, and once when it is there again. */
class DatabaseReachTest {
    private final Logger logger = Logger.getLogger(DatabaseReach.class.getName());
    private final List<String> lines = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        DatabaseReach.reached();
        logger.addHandler(listener);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(listener);
        DatabaseReach.reached();
    }

    @Test
    void manyFailuresAreOneLineAndItsReturnIsAnother() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() ->
                            new ReplicatedDriver().connect("jdbc:postgresql://127.0.0.1:1/none", new Properties()))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(DatabaseReach.away()).isTrue();
        DatabaseReach.reached();
        DatabaseReach.reached();
        assertThat(DatabaseReach.away()).isFalse();
        assertThat(lines).hasSize(2);
    }

    @Test
    void aRefusedPasswordSaysNothingOfTheServer() {
        DatabaseReach.failed(new SQLException("secret", "28P01"));
        assertThat(DatabaseReach.away()).isFalse();
        assertThat(lines).isEmpty();
    }
}
