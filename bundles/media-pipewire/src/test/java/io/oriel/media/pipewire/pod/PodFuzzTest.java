package io.oriel.media.pipewire.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.testkit.FuzzBudget;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PodFuzzTest {
  private long refused;
  private long read;

  @Test
  void damaged_parameters_are_an_exception_at_worst() throws Exception {
    byte[] good = PodWriter.write(PodTest.FORMAT);
    FuzzBudget.run(
        random -> {
          byte[] bytes = good.clone();
          FuzzBudget.damage(random, bytes, 0, bytes.length);
          try {
            PodReader.read(ByteBuffer.wrap(bytes));
            read++;
          } catch (PodFormatException _) {
            refused++;
          }
        });

    assertThat(refused).isPositive();
    assertThat(read).isPositive();
  }
}
