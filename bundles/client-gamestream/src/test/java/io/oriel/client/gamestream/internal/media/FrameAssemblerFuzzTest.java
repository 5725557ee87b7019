package io.oriel.client.gamestream.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.oriel.client.gamestream.Vectors;
import io.oriel.testkit.FuzzBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameAssemblerFuzzTest {
  private static final int PACKETS_OF_A_STREAM = 200;

  private long malformed;

  @Test
  void damaged_datagrams_never_hurt() {
    JsonObject stream =
        Vectors.file("video-packets.json").getAsJsonArray("streams").get(0).getAsJsonObject();
    List<byte[]> good = new ArrayList<>();
    for (JsonElement frame : stream.getAsJsonArray("frames")) {
      for (JsonElement p : frame.getAsJsonObject().getAsJsonArray("packets")) {
        good.add(HexFormat.of().parseHex(p.getAsString()));
      }
    }

    FuzzBudget.run(
        random -> {
          var frames = new FrameAssemblerTest.Frames();
          var receiver = FrameAssemblerTest.receiver(stream, frames);
          int next = 0;
          for (int i = 0; i < PACKETS_OF_A_STREAM; i++) {
            next = random.nextInt(10) == 0 ? random.nextInt(good.size()) : next + 1;
            byte[] b = good.get(next % good.size()).clone();
            if (random.nextInt(10) == 0) {
              b = Arrays.copyOf(b, random.nextInt(b.length + 20));
            }
            if (random.nextInt(3) == 0) {
              FuzzBudget.damage(random, b, 0, Math.min(b.length, 48));
            }
            receiver.datagram(b, b.length, i);
          }
          malformed += frames.counters.packetsMalformed.get();
        });

    assertThat(malformed).isPositive();
  }
}
