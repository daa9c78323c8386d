package io.shiming.vault;

import io.shiming.vault.suite.Suite;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;

/** Other instances of the service on the same keyring, which look into it once and then not for an hour. */
@ApplicationScoped
public class SecondInstance {
    private final Keyring keyring;
    private final GuardedRootKey root;
    private final KeyUses uses;
    private final Clock clock;

    SecondInstance(Keyring keyring, GuardedRootKey root, KeyUses uses, Clock clock) {
        this.keyring = keyring;
        this.root = root;
        this.uses = uses;
        this.clock = clock;
    }

    /** An instance that knows of the operator's index keys what is in the keyring now. */
    public Vault knowing(int operator) {
        var config = TestVault.config(Map.of("shiming.vault.reload", "1h"));
        var keys = new HeldKeys(keyring, root, config, clock, uses);
        for (var kind : IndexKind.values()) {
            keys.all(operator, kind.key());
        }
        return new Vault(keys, new DataKeys(keys, config, clock), config, clock);
    }

    /** An instance in the other suite, or the same. */
    public Vault sealingIn(Suite suite) {
        var config = TestVault.config(Map.of("shiming.vault.suite", suite.name()));
        var keys = new HeldKeys(keyring, root, config, clock, uses);
        return new Vault(keys, new DataKeys(keys, config, clock), config, clock);
    }

    /** The seals of persons of an instance that has just started and whose key store does not answer. */
    public Object withoutKeyStore() {
        var config = TestVault.config(Map.of());
        var dead = new GuardedRootKey(
                new DeadRootKey(),
                config.rootKey().timeout(),
                new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
        return new DataKeys(new HeldKeys(keyring, dead, config, clock, uses), config, clock);
    }

    /** As {@link #withoutKeyStore}, in place of the running instance's. */
    public void losesItsKeyStore(Runnable meanwhile) {
        var running = io.quarkus.arc.Arc.container().instance(DataKeys.class).get();
        var before = io.quarkus.arc.ClientProxy.unwrap(running);
        io.quarkus.test.junit.QuarkusMock.installMockForType((DataKeys) withoutKeyStore(), DataKeys.class);
        try {
            meanwhile.run();
        } finally {
            io.quarkus.test.junit.QuarkusMock.installMockForType(before, DataKeys.class);
        }
    }

    private static final class DeadRootKey implements RootKey {
        @Override
        public String provider() {
            return "dead";
        }

        @Override
        public byte[] wrap(byte[] key, byte[] context) {
            throw io.shiming.problem.Problem.of(io.shiming.problem.Code.UNAVAILABLE);
        }

        @Override
        public byte[] unwrap(byte[] wrapped, byte[] context) {
            throw io.shiming.problem.Problem.of(io.shiming.problem.Code.UNAVAILABLE);
        }
    }
}
