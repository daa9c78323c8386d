package io.shiming.boot;

import io.quarkus.runtime.QuarkusApplication;
import io.shiming.trial.SyntheticPeople;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.Dependent;
import java.util.List;
import java.util.function.Function;

/** The run of a trial that makes people up until there are so many, says how fast, and ends: {@code trial load-people N}. */
@Dependent
class LoadPeopleCommand implements QuarkusApplication {
    static final String WORD = "load-people";

    /** Set by the launcher of a trial, which has the stand-ins; no other class invents people. */
    static Function<Vault, SyntheticPeople> by = vault -> {
        throw new IllegalStateException("people are made up in a trial only");
    };

    private final Vault vault;

    LoadPeopleCommand(Vault vault) {
        this.vault = vault;
    }

    /** No door is open and no job runs meanwhile. */
    static void serveNobody() {
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.host-enabled", "false");
        System.setProperty("quarkus.scheduler.enabled", "false");
    }

    @Override
    public int run(String... args) {
        var words = List.of(args);
        int people = Integer.parseInt(words.get(words.indexOf(WORD) + 1));
        long began = System.nanoTime();
        int made = by.apply(vault).untilThereAre(people);
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%s: %d people made up in %.1f s, %.0f a second%n", WORD, made, seconds, made / seconds);
        return 0;
    }
}
