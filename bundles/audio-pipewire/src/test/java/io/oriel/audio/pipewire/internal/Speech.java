package io.oriel.audio.pipewire.internal;

import io.oriel.api.audio.Microphone;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Somebody who speaks loudly into a microphone: a square wave.
final class Speech implements AutoCloseable {
  private static final int PACKET = 960;
  private static final float LEVEL = 0.5f;

  private final Thread thread;
  private volatile boolean over;

  Speech(Microphone into) {
    thread = Thread.ofPlatform().daemon().start(() -> speak(into));
  }

  boolean isHeard(float[] samples) {
    int loud = 0;
    for (float sample : samples) {
      loud += Math.abs(sample) > LEVEL / 2 ? 1 : 0;
    }
    return loud > 10 * PACKET;
  }

  private void speak(Microphone into) {
    try (var arena = Arena.ofConfined()) {
      MemorySegment packet = arena.allocate(PACKET * 4L, 4);
      for (int i = 0; i < PACKET; i++) {
        packet.setAtIndex(ValueLayout.JAVA_FLOAT, i, i / 48 % 2 == 0 ? LEVEL : -LEVEL);
      }
      for (long next = System.nanoTime(); !over; next += TimeUnit.MILLISECONDS.toNanos(20)) {
        into.write(packet, PACKET);
        LockSupport.parkNanos(next + 20_000_000 - System.nanoTime());
      }
    }
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
