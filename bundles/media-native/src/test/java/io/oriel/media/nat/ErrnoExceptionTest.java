package io.oriel.media.nat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ErrnoExceptionTest {
  @Test
  void the_jdk_s_failures_are_told_apart_too() {
    var full =
        catchThrowableOfType(
            IOException.class, () -> Files.write(Path.of("/dev/full"), new byte[] {1}));

    assertThat(ErrnoException.isWhy(full, ErrnoException.EDQUOT, ErrnoException.ENOSPC)).isTrue();
    assertThat(ErrnoException.isWhy(full, ErrnoException.EMFILE)).isFalse();
    assertThat(ErrnoException.isWhy(new IOException((String) null), ErrnoException.EMFILE))
        .isFalse();
  }

  @Test
  void own_failures_are_told_apart_by_their_number() {
    var own = new ErrnoException("open x", ErrnoException.EMFILE);

    assertThat(ErrnoException.isWhy(own, ErrnoException.ENFILE, ErrnoException.EMFILE)).isTrue();
    assertThat(ErrnoException.isWhy(own, ErrnoException.ENOSPC)).isFalse();
  }
}
