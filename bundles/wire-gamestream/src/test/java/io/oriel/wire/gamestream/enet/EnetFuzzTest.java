package io.oriel.wire.gamestream.enet;

import io.oriel.testkit.FuzzBudget;
import io.oriel.wire.gamestream.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnetFuzzTest {
  @Test
  void damaged_datagrams_do_no_harm() {
    List<byte[]> good = new ArrayList<>();
    for (var d : Vectors.file("enet.json").getAsJsonArray("datagrams")) {
      good.add(Vectors.bytes(d.getAsJsonObject(), "datagram"));
    }
    var world = new EnetTest.World();
    world.connect();

    FuzzBudget.run(
        random -> {
          byte[] b = good.get(random.nextInt(good.size())).clone();
          if (random.nextInt(3) == 0) {
            b = Arrays.copyOf(b, random.nextInt(b.length + 30));
          }
          FuzzBudget.damage(random, b, 0, b.length);
          var from = random.nextBoolean() ? EnetTest.CLIENT : EnetTest.SERVER;
          world.server.receive(b, b.length, from, world.now);
          world.b.out.clear();
          world.b.log.clear();
        });
  }
}
