package dev.headroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void isRecognizableAndChecked() {
        var secret = Secret.next();

        assertThat(secret).matches("hr_[0-9A-Za-z]{32}_[0-9a-f]{8}");
        assertThat(Secret.isWellFormed(secret)).isTrue();
        assertThat(Secret.isWellFormed(secret.replace(secret.charAt(10), secret.charAt(10) == 'a' ? 'b' : 'a')))
                .isFalse();
        assertThat(Secret.isWellFormed("")).isFalse();
    }

    @Test
    void isNeverTheSame() {
        assertThat(Secret.next()).isNotEqualTo(Secret.next());
    }
}
