package io.shiming.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.verification.Answer.Result;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every authority adapter must do; synthetic people only. */
public abstract class IdentityAuthorityContract {
    protected abstract IdentityAuthority authority();

    /** The address code is that of a province, which no person has. */
    protected static Claim claim(String name) {
        return new Claim(UUID.randomUUID(), "RIC", "11000019900307001X", name, null);
    }

    @Test
    void whoIsInTheRegisterMatches() {
        Answer answer = authority().ask(claim("测试甲"));
        assertThat(answer.result()).isEqualTo(Result.MATCH);
        assertThat(answer.verified()).isTrue();
        assertThat(answer.checkId()).isNotBlank();
        assertThat(answer.provider()).isNotBlank();
    }

    @Test
    void aRareCharacterOfFourBytesMatches() {
        assertThat(authority().ask(claim("测𬎆")).result()).isEqualTo(Result.MATCH);
    }

    @Test
    void numberOfAnotherPersonDoesNotMatch() {
        Answer answer = authority().ask(claim("测试不符"));
        assertThat(answer.result()).isEqualTo(Result.MISMATCH);
        assertThat(answer.verified()).isFalse();
    }

    @Test
    void unknownDocumentDoesNotMatch() {
        Answer answer = authority().ask(claim("测试查无"));
        assertThat(answer.result()).isEqualTo(Result.UNKNOWN_DOCUMENT);
        assertThat(answer.verified()).isFalse();
    }

    @Test
    void theBirthDateOfAPassportGoesAlong() {
        var claim = new Claim(UUID.randomUUID(), "PPT_F", "X0000001", "SPECIMEN ANNA", LocalDate.of(1990, 3, 7));
        assertThat(authority().ask(claim).result()).isEqualTo(Result.MATCH);
    }

    @Test
    void theSameQuestionAgainGetsTheSameAnswer() {
        Claim claim = claim("测试乙");
        assertThat(authority().ask(claim)).isEqualTo(authority().ask(claim));
    }
}
