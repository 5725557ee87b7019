package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PacketRingTest {
  private static final int FRAMES = 4;
  private final Arena arena = Arena.ofAuto();
  private final PacketRing ring = new PacketRing(FRAMES * 4L, arena);
  private final MemorySegment packet = arena.allocate(FRAMES * 4L, 4);

  @Test
  void buffers_of_any_length_become_packets() throws Exception {
    put(3, 100);
    put(6, 200);

    assertThat(ring.read(packet, 0)).isEqualTo(100);
    assertThat(packet.getAtIndex(JAVA_FLOAT, 3)).isEqualTo(0);
    assertThat(ring.read(packet, 0)).isEqualTo(200);
    assertThat(packet.getAtIndex(JAVA_FLOAT, 3)).isEqualTo(4);
    assertThat(ring.read(packet, 0)).isEqualTo(-1);
  }

  @Test
  void a_reader_that_was_late_gets_the_newest() throws Exception {
    for (int i = 0; i < PacketRing.CAPACITY; i++) {
      put(FRAMES, i);
    }

    assertThat(ring.read(packet, 0)).isEqualTo(PacketRing.CAPACITY - 4);
    assertThat(ring.lost()).isEqualTo(PacketRing.CAPACITY - 4);
  }

  @Test
  void what_nobody_reads_is_counted_and_harms_nothing() throws Exception {
    for (int i = 0; i < 5 * PacketRing.CAPACITY; i++) {
      put(FRAMES, i);
    }
    int read = 0;
    while (ring.read(packet, 0) >= 0) {
      read++;
    }
    put(FRAMES, 7);

    assertThat(ring.lost() + read).isEqualTo(5L * PacketRing.CAPACITY);
    assertThat(ring.read(packet, 0)).isEqualTo(7);
  }

  @Test
  @Timeout(10)
  void a_reader_does_not_wait_for_what_has_ended() throws Exception {
    var reader =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return ring.read(packet, TimeUnit.HOURS.toNanos(1));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    ring.end();

    assertThat(reader.get()).isEqualTo(-1);
    assertThat(ring.read(packet, TimeUnit.HOURS.toNanos(1))).isEqualTo(-1);
  }

  private void put(int frames, long startNanos) {
    MemorySegment samples = arena.allocate(frames * 4L, 4);
    for (int i = 0; i < frames; i++) {
      samples.setAtIndex(JAVA_FLOAT, i, i);
    }
    long left = samples.byteSize();
    long at = 0;
    while (left > 0) {
      long part = ring.append(samples, at, left, startNanos);
      at += part;
      left -= part;
    }
  }
}
