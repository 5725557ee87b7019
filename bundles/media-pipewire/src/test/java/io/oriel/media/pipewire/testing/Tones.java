package io.oriel.media.pipewire.testing;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// One tone per channel, each of its own pitch: written to a file, and found again.
public final class Tones {
  /// Samples per second and channel.
  public static final int RATE_HZ = 48_000;

  private static final int LOWEST_HZ = 400;
  private static final int STEP_HZ = 200;
  private static final double AMPLITUDE = 0.25;
  private static final int HEADER = 44;

  private Tones() {}

  /// The pitch of a channel's tone: a multiple of 200 Hz, so that 240 frames hold whole waves.
  public static int hertz(int channel) {
    return LOWEST_HZ + channel * STEP_HZ;
  }

  /// Writes a WAV file of 16-bit samples.
  public static Path wav(Path file, int channels, double seconds) throws IOException {
    int frames = (int) (RATE_HZ * seconds);
    int bytes = frames * channels * 2;
    ByteBuffer out = ByteBuffer.allocate(HEADER + bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes()).putInt(HEADER - 8 + bytes).put("WAVEfmt ".getBytes()).putInt(16);
    out.putShort((short) 1).putShort((short) channels).putInt(RATE_HZ);
    out.putInt(RATE_HZ * channels * 2).putShort((short) (channels * 2)).putShort((short) 16);
    out.put("data".getBytes()).putInt(bytes);
    for (int frame = 0; frame < frames; frame++) {
      for (int channel = 0; channel < channels; channel++) {
        double turn = 2 * Math.PI * hertz(channel) * frame / RATE_HZ;
        out.putShort((short) (Math.sin(turn) * AMPLITUDE * Short.MAX_VALUE));
      }
    }
    return Files.write(file, out.array());
  }

  /// How loud a pitch is in one channel (Goertzel's algorithm); a tone of [#wav] gives about 0.25.
  ///
  /// @param samples interleaved floats
  public static double level(MemorySegment samples, int channels, int channel, int hertz) {
    long frames = samples.byteSize() / Float.BYTES / channels;
    double factor = 2 * Math.cos(2 * Math.PI * hertz / RATE_HZ);
    double last = 0;
    double before = 0;
    for (long frame = 0; frame < frames; frame++) {
      double now =
          samples.getAtIndex(ValueLayout.JAVA_FLOAT, frame * channels + channel)
              + factor * last
              - before;
      before = last;
      last = now;
    }
    double power = last * last + before * before - factor * last * before;
    return 2 * Math.sqrt(Math.max(0, power)) / frames;
  }

  /// The loudest of the tones in one channel; -1: it is silent.
  public static int heard(MemorySegment samples, int channels, int channel) {
    int loudest = -1;
    double level = AMPLITUDE / 10;
    for (int tone = 0; tone < 8; tone++) {
      double now = level(samples, channels, channel, hertz(tone));
      if (now > level) {
        level = now;
        loudest = tone;
      }
    }
    return loudest;
  }
}
