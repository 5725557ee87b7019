package io.oriel.wire.gamestream.input;

import io.oriel.testkit.FuzzBudget;
import io.oriel.wire.gamestream.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputFuzzTest {
  @Test
  void damaged_packets_are_refused_or_stay_within_bounds() {
    List<byte[]> good = new ArrayList<>();
    for (var v : Vectors.file("input-packets.json").getAsJsonArray("vectors")) {
      good.add(Vectors.bytes(v.getAsJsonObject(), "packet"));
    }
    var reader = new InputReader();
    var echo = new InputVectorsTest.Echo();

    FuzzBudget.run(
        random -> {
          byte[] b = good.get(random.nextInt(good.size())).clone();
          if (random.nextInt(4) == 0) {
            b = Arrays.copyOf(b, random.nextInt(b.length + 4));
          }
          FuzzBudget.damage(random, b, 0, b.length);
          reader.read(b, 0, b.length, echo);
        });
  }
}
