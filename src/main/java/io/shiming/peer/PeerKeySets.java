package io.shiming.peer;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The keys of all peers that are configured: read at start, and again in the background. */
@ApplicationScoped
public class PeerKeySets {
    static final String TRUSTED = "shiming.peers.trusted-certificates";

    private final Map<Peer, PeerKeys> sets = new EnumMap<>(Peer.class);
    private final Duration readEvery;

    PeerKeySets(Config config, PeerConfig settings, Clock clock) {
        var trust = PeerTrust.of(settings.trustedCertificates().orElse(List.of()));
        readEvery = settings.keysReadEvery();
        for (Peer peer : Peer.values()) {
            place(config, peer)
                    .ifPresent(
                            place -> sets.put(peer, new PeerKeys(peer, place, trust, settings.keysUsableFor(), clock)));
        }
    }

    /** The keys of a peer that is configured. */
    public PeerKeys of(Peer peer) {
        var keys = sets.get(peer);
        if (keys == null) throw new IllegalStateException(peer.setting + " is missing");
        return keys;
    }

    /** Whether the keys of this peer are configured. */
    public boolean has(Peer peer) {
        return sets.containsKey(peer);
    }

    Map<Peer, PeerKeys> all() {
        return sets;
    }

    /** One line for each set that is configured, can be read and must not be used, or that no file holds. */
    public static List<String> faults(Config config) {
        var files = config.getOptionalValues(TRUSTED, String.class).orElse(List.of()).stream()
                .map(Path::of)
                .toList();
        var trust = PeerTrust.of(files);
        if (!trust.readable()) return List.of(TRUSTED + " must name PEM files with certificates.");
        var faults = new ArrayList<String>();
        for (Peer peer : Peer.values()) {
            place(config, peer)
                    .flatMap(place -> fault(peer, place, trust))
                    .ifPresent(word -> faults.add(peer.setting + " names keys that are not taken: " + word + "."));
        }
        return faults;
    }

    private static Optional<String> fault(Peer peer, KeyPlace place, PeerTrust trust) {
        try {
            KeySet.judged(place.read(PeerKeys.wire(trust)), peer.algorithms);
            return Optional.empty();
        } catch (KeyFault bad) {
            return Optional.of(bad.reason.name());
        } catch (Unusable unread) { // an address may answer later
            return place.isFile() ? Optional.of(unread.reason().name()) : Optional.empty();
        }
    }

    private static Optional<KeyPlace> place(Config config, Peer peer) {
        return config.getOptionalValue(peer.setting, String.class)
                .filter(text -> !text.isBlank() && !text.equals("NONE")) // what MicroProfile JWT says for none
                .map(KeyPlace::new);
    }

    void start(@Observes StartupEvent starting) {
        if (has(Peer.ISSUER)) of(Peer.ISSUER).refresh(readEvery); // before the first token comes
    }

    @Scheduled(every = "${shiming.peers.keys-look-every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        sets.values().forEach(keys -> keys.refresh(readEvery));
    }
}
