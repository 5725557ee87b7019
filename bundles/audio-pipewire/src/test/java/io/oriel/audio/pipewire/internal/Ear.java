package io.oriel.audio.pipewire.internal;

import io.oriel.api.audio.AudioStream;
import io.oriel.media.pipewire.testing.Tones;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Listens to a capture.
final class Ear {
  static final int FRAMES = 240;
  private static final long PATIENCE_NANOS = 6_000_000_000L;

  private final AudioStream stream;
  private final int channels;
  private final MemorySegment packet;

  Ear(AudioStream stream, int channels, Arena arena) {
    this.stream = stream;
    this.channels = channels;
    packet = arena.allocate((long) FRAMES * channels * Float.BYTES, 8);
  }

  /// Which tone is in each of the first channels, -1 for none: what is expected as soon as it is
  /// heard, else the last that was.
  List<Integer> awaitTones(List<Integer> expected) throws Exception {
    long until = System.nanoTime() + PATIENCE_NANOS;
    List<Integer> now = List.of();
    while (!now.equals(expected) && System.nanoTime() < until) {
      now = tones().subList(0, expected.size());
    }
    return now;
  }

  /// Which tone is in each channel of the next packet.
  List<Integer> tones() throws Exception {
    stream.read(packet, 1_000_000_000);
    var heard = new ArrayList<Integer>();
    for (int channel = 0; channel < channels; channel++) {
      heard.add(Tones.heard(packet, channels, channel));
    }
    return heard;
  }

  /// When the next packet's first sample was played.
  long read() throws Exception {
    return stream.read(packet, 1_000_000_000);
  }
}
