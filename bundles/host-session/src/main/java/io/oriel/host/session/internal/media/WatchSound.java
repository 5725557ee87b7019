package io.oriel.host.session.internal.media;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.session.ClientLink;
import io.oriel.media.core.Doorbell;
import io.oriel.media.core.SpscRing;
import io.oriel.media.opus.SilentPacket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Sends a watcher the session's sound; runs on its `oriel-wa-<id>` thread. A packet that finds
/// the queue full is dropped.
final class WatchSound implements Runnable {
  private static final long LOOK_NANOS = 250_000_000;
  private static final int QUEUED_PACKETS = 8;

  /// A place for one packet; belongs to whoever took it out of a ring.
  private static final class Packet {
    final MemorySegment bytes;
    int length;
    long captureNanos;

    Packet(int room) {
      bytes = Arena.ofAuto().allocate(room, 64);
    }
  }

  private final ClientLink link;
  private final WatchFigures figures;
  private final int room;
  private final SpscRing<Packet> free = new SpscRing<>(QUEUED_PACKETS);
  private final SpscRing<Packet> queue = new SpscRing<>(QUEUED_PACKETS);
  private final Doorbell bell = new Doorbell();
  private volatile boolean hears;
  private volatile boolean running = true;

  WatchSound(ClientLink link, WatchFigures figures, AudioParameters audio) {
    this.link = link;
    this.figures = figures;
    int silent = SilentPacket.of(audio.layout(), audio.packetMillis()).length;
    room = Math.max(audio.packetBytes(), silent);
    for (int i = 0; i < QUEUED_PACKETS; i++) {
      free.offer(new Packet(room));
    }
  }

  /// Any thread.
  void hears(boolean allowed) {
    hears = allowed;
  }

  void stop() {
    running = false;
    bell.ring();
  }

  /// Audio thread.
  void offer(MemorySegment packet, int length, long captureNanos) {
    if (!hears || !running) {
      return;
    }
    var place = length > room ? null : free.poll();
    if (place == null) {
      figures.soundDropped.increment();
      return;
    }
    MemorySegment.copy(packet, 0, place.bytes, 0, length);
    place.length = length;
    place.captureNanos = captureNanos;
    queue.offer(place); // as long as the ring of free places: there is room
    bell.ring();
  }

  @Override
  public void run() {
    try {
      while (running) {
        var packet = queue.poll();
        if (packet == null) {
          bell.await(System.nanoTime() + LOOK_NANOS);
          continue;
        }
        if (hears) { // it may have been forbidden meanwhile
          link.sendAudio(packet.bytes, packet.length, packet.captureNanos);
          figures.sound.increment();
        }
        free.offer(packet);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // stopped from outside
    } finally {
      running = false;
    }
  }
}
