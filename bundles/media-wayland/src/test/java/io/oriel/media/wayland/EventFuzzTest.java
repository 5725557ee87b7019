package io.oriel.media.wayland;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.media.nat.Memfd;
import io.oriel.media.wayland.protocol.WlDataDevice;
import io.oriel.media.wayland.protocol.WlKeyboard;
import io.oriel.media.wayland.protocol.WlOutput;
import io.oriel.media.wayland.protocol.WlRegistry;
import io.oriel.media.wayland.protocol.ZwlrOutputManagerV1;
import io.oriel.media.wayland.protocol.ZwlrScreencopyFrameV1;
import io.oriel.testkit.FuzzBudget;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventFuzzTest {
  private long refused;

  /// Whatever a compositor sends ends in an event or a [WaylandException], and leaks nothing.
  @Test
  void nonsense_from_the_compositor_is_an_exception_at_worst() throws Exception {
    int before = new File("/proc/self/fd").list().length;
    try (var memory = Memfd.create("fuzz", 4096)) {
      FuzzBudget.run(random -> refused += round(random, memory.fd()) ? 1 : 0);
    }

    assertThat(refused).isPositive();
    assertThat(new File("/proc/self/fd").list().length).isEqualTo(before);
  }

  private static boolean round(SplittableRandom random, int fd) throws Exception {
    try (var fake = new FakeCompositor()) {
      var registry = new WlRegistry();
      fake.client.display().getRegistry(registry);
      registry.bind(1, new WlOutput(), 4);
      registry.bind(2, new WlKeyboard(), 7);
      registry.bind(3, new ZwlrScreencopyFrameV1(), 3);
      registry.bind(4, new WlDataDevice(), 3);
      registry.bind(5, new ZwlrOutputManagerV1(), 2);
      for (int i = 0; i < 3; i++) {
        byte[] bytes = message(random);
        if (random.nextInt(4) == 0) {
          fake.sendBytes(bytes, fd);
        } else {
          fake.sendBytes(bytes);
        }
        fake.client.dispatch();
      }
      return false;
    } catch (WaylandException e) {
      return true;
    }
  }

  private static byte[] message(SplittableRandom random) {
    int words = random.nextInt(8);
    var bytes = ByteBuffer.allocate(8 + words * 4).order(ByteOrder.nativeOrder());
    bytes.putInt(random.nextInt(20) == 0 ? random.nextInt() : 1 + random.nextInt(7));
    int size = random.nextInt(10) == 0 ? random.nextInt(65_536) : 8 + words * 4;
    bytes.putInt(size << 16 | random.nextInt(6));
    for (int i = 0; i < words; i++) {
      bytes.putInt(random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(12));
    }
    return bytes.array();
  }
}
