package io.oriel.host.session.internal.media;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.session.ClientLink;
import io.oriel.media.opus.SilentPacket;
import java.lang.foreign.MemorySegment;

/// Sends a watcher the session's sound; runs on its `oriel-wa-<id>` thread. A packet that finds
/// the queue full is dropped.
final class WatchSound implements Runnable {
  private static final long LOOK_NANOS = 250_000_000;
  private static final int QUEUED_PACKETS = 8;

  private final ClientLink link;
  private final WatchFigures figures;
  private final PacketQueue queue;
  private volatile boolean hears;
  private volatile boolean running = true;

  WatchSound(ClientLink link, WatchFigures figures, AudioParameters audio) {
    this.link = link;
    this.figures = figures;
    int silent = SilentPacket.of(audio.layout(), audio.packetMillis()).length;
    queue = new PacketQueue(QUEUED_PACKETS, Math.max(audio.packetBytes(), silent));
  }

  /// Any thread.
  void hears(boolean allowed) {
    hears = allowed;
  }

  void stop() {
    running = false;
    queue.ring();
  }

  /// Audio thread.
  void offer(MemorySegment packet, int length, long captureNanos) {
    if (hears && running && !queue.offer(packet, length, captureNanos)) {
      figures.soundDropped.increment();
    }
  }

  @Override
  public void run() {
    try {
      while (running) {
        var packet = queue.poll();
        if (packet == null) {
          queue.await(System.nanoTime() + LOOK_NANOS);
          continue;
        }
        if (hears) { // it may have been forbidden meanwhile
          link.sendAudio(packet.bytes(), packet.length(), packet.mark());
          figures.sound.increment();
        }
        queue.done(packet);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // stopped from outside
    } finally {
      running = false;
    }
  }
}
