package io.shiming.vault.kms.transit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.RootKey;
import io.shiming.vault.RootKeyContract;
import io.shiming.vault.VaultConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransitRootKeyTest extends RootKeyContract {
    private final TransitStandIn engine = new TransitStandIn();
    private final RootKey root = with(TransitStandIn.TOKEN, Duration.ofSeconds(10));

    TransitRootKeyTest() throws IOException {}

    @Override
    protected RootKey root() {
        return root;
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 429, 500, 503})
    void anEngineThatFailsIsUnavailable(int status) {
        byte[] wrapped = root.wrap(new byte[32], new byte[1]);
        engine.failWith = status;
        mustBeUnavailable(root, wrapped);
    }

    @Test
    void anEngineThatDoesNotAnswerIsUnavailable() {
        byte[] wrapped = root.wrap(new byte[32], new byte[1]);
        engine.silent = true;
        mustBeUnavailable(with(TransitStandIn.TOKEN, Duration.ofMillis(500)), wrapped);
    }

    @Test
    void anEngineThatIsGoneIsUnavailable() {
        byte[] wrapped = root.wrap(new byte[32], new byte[1]);
        engine.close();
        mustBeUnavailable(root, wrapped);
    }

    @Test
    void aWrongTokenOpensNothingAndIsNotShown() {
        byte[] wrapped = root.wrap(new byte[32], new byte[1]);
        mustBeUnavailable(with("wrong-token", Duration.ofSeconds(10)), wrapped);
    }

    private static void mustBeUnavailable(RootKey root, byte[] wrapped) {
        assertThatThrownBy(() -> root.unwrap(wrapped, new byte[1])).isInstanceOfSatisfying(Problem.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(String.valueOf(refusal.getCause())).doesNotContain("token");
        });
    }

    private RootKey with(String token, Duration patience) {
        var settings = new VaultConfig.Transit() {
            @Override
            public Optional<String> url() {
                return Optional.of(engine.url());
            }

            @Override
            public Optional<String> token() {
                return Optional.of(token);
            }

            @Override
            public String mount() {
                return "transit";
            }

            @Override
            public String key() {
                return "shiming-root";
            }
        };
        return new TransitRootKey(settings, patience);
    }
}
