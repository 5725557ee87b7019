package io.oriel.wire.gamestream.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.testkit.FuzzBudget;
import io.oriel.wire.gamestream.Vectors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ControlFuzzTest {
  private static final byte[] KEY = Vectors.hex("101112131415161718191a1b1c1d1e1f");

  @Test
  void damaged_messages_are_refused_quietly() {
    byte[] good = new ControlSealer(KEY, Origin.CLIENT).seal(ControlMessages.ping());
    var opener = new ControlOpener(KEY, Origin.CLIENT);

    FuzzBudget.run(
        random -> {
          byte[] b = Arrays.copyOf(good, random.nextInt(good.length + 8));
          FuzzBudget.damage(random, b, 0, b.length);
          if (!Arrays.equals(b, good)) {
            assertThat(opener.open(b, 0, b.length)).isFalse();
          }
        });

    assertThat(opener.open(good, 0, good.length)).isTrue();
  }
}
