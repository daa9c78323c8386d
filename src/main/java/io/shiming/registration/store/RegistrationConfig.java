package io.shiming.registration.store;

import io.shiming.registration.application.ServiceType;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Numbers set by law have no default here: without them the service does not start. */
@ConfigMapping(prefix = "shiming.registration")
public interface RegistrationConfig {
    /** Active and suspended mobile cards a person may hold with one operator (six ministries, 2016, item 4). */
    @Min(1)
    @Max(5)
    int mobileCardsPerPerson();

    /** Numbers of one key service an organisation may hold with one operator (MIIT opinions, 2016-11). */
    @Min(1)
    @Max(5)
    int numbersPerKeyService();

    /** For which services an agent may sign an individual's contract; empty: for none (shop practice: not for mobile). */
    @WithDefault("fixed,internet")
    Optional<Set<ServiceType>> proxiesFor();

    /** Whether passports of ICAO's specimen state UTO are accepted. For trial and tests; production refuses to start with it. */
    @WithDefault("false")
    boolean specimenDocuments();

    /** Time between two looks for deadlines of lines that have passed; {@code off} leaves it to other instances. */
    @WithDefault("30s")
    String deadlinesEvery();

    /** How long an application may wait for the authority before it dies. */
    @WithDefault("24h")
    Duration pendingLife();

    /** How long an application may wait for a person to look at it before it dies; not shorter than the life above. */
    @WithDefault("7d")
    Duration reviewLife();

    /** Time between two rounds of asking the authority again; {@code off} leaves it to other instances. */
    @WithDefault("5s")
    String pendingEvery();

    /** Time between two runs of the sweep over stored rows; {@code off} leaves it to other instances. */
    @WithDefault("10s")
    String sweepEvery();

    /** How many registrations one step of the sweep compares with the log, in one transaction. */
    @WithDefault("200")
    @Min(1)
    int sweepBatch();

    /** How many such steps one run takes for an operator; the next run goes on from there. */
    @WithDefault("25")
    @Min(1)
    int sweepSteps();

    /** How many waiting applications one round asks about. */
    @WithDefault("200")
    int pendingBatch();
}
