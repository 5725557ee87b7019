package io.oriel.media.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.audio.OpusLayout;
import io.oriel.media.core.ThreadAllocation;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpusTest {
  private static final OpusLayout NORMAL_51 = new OpusLayout(6, 4, 2, List.of(0, 1, 4, 5, 2, 3));
  private static final OpusLayout HIGH_51 = new OpusLayout(6, 6, 0, List.of(0, 1, 2, 3, 4, 5));
  private static final OpusLayout NORMAL_71 =
      new OpusLayout(8, 5, 3, List.of(0, 1, 6, 7, 2, 3, 4, 5));
  private static final OpusLayout HIGH_71 =
      new OpusLayout(8, 8, 0, List.of(0, 1, 2, 3, 4, 5, 6, 7));

  @BeforeAll
  static void library() {
    Assumptions.assumeTrue(
        OpusLibrary.lack().isEmpty(), () -> OpusLibrary.lack().orElse("libopus is there"));
  }

  /// GameStream protocol notes §4.2, with what fits into a datagram.
  static Stream<AudioParameters> all() {
    return Stream.of(
        new AudioParameters(OpusLayout.STEREO, 5, 96_000),
        new AudioParameters(OpusLayout.STEREO, 10, 96_000),
        new AudioParameters(OpusLayout.STEREO, 5, 512_000),
        new AudioParameters(NORMAL_51, 5, 256_000),
        new AudioParameters(NORMAL_51, 10, 256_000),
        new AudioParameters(HIGH_51, 5, 1_536_000),
        new AudioParameters(HIGH_51, 10, 1_100_000),
        new AudioParameters(NORMAL_71, 5, 450_000),
        new AudioParameters(NORMAL_71, 10, 450_000),
        new AudioParameters(HIGH_71, 5, 2_048_000));
  }

  /// Coupled streams of low rate share high bands: a tone may be heard faintly beside its channel.
  @ParameterizedTest
  @MethodSource("all")
  void every_channels_tone_arrives_in_that_channel_in_packets_of_one_length(AudioParameters p)
      throws Exception {
    int packets = 400 / p.packetMillis();
    int channels = p.channels();
    float[] heard = new float[packets * p.packetFrames() * channels];
    try (var arena = Arena.ofConfined();
        var encoder = OpusEncoder.open(p);
        var decoder = OpusDecoder.open(p.layout())) {
      MemorySegment samples = arena.allocate(4L * p.packetFrames() * channels);
      MemorySegment packet = arena.allocate(p.packetBytes());
      for (int n = 0; n < packets; n++) {
        tones(samples, n * p.packetFrames(), p.packetFrames(), channels);

        int length = encoder.encode(samples, packet);

        assertThat(length).isEqualTo(p.packetBytes());
        assertThat(decoder.decode(packet, length, samples, p.packetFrames()))
            .isEqualTo(p.packetFrames());
        MemorySegment.copy(
            samples,
            ValueLayout.JAVA_FLOAT,
            0,
            heard,
            n * p.packetFrames() * channels,
            p.packetFrames() * channels);
      }
      assertThat(encoder.lookaheadFrames()).isEqualTo(120); // 2.5 ms
    }
    for (int channel = 0; channel < channels; channel++) {
      for (int tone = 0; tone < channels; tone++) {
        double level = level(heard, channel, channels, hertz(tone));
        if (tone == channel) {
          assertThat(level).as("tone %d in its channel", tone).isCloseTo(0.3, within(0.12));
        } else {
          assertThat(level).as("tone %d in channel %d", tone, channel).isLessThan(0.1);
        }
      }
    }
  }

  @Test
  void silence_made_without_an_encoder_is_silence() throws Exception {
    for (var layout : List.of(OpusLayout.STEREO, NORMAL_51, HIGH_51, NORMAL_71, HIGH_71)) {
      for (int millis : new int[] {5, 10, 20}) {
        byte[] made = SilentPacket.of(layout, millis);
        try (var arena = Arena.ofConfined();
            var decoder = OpusDecoder.open(layout)) {
          MemorySegment packet = arena.allocateFrom(ValueLayout.JAVA_BYTE, made);
          MemorySegment samples = arena.allocate(4L * 48 * millis * layout.channels());

          int frames = decoder.decode(packet, made.length, samples, 48 * millis);

          assertThat(frames).isEqualTo(48 * millis);
          for (float f : samples.toArray(ValueLayout.JAVA_FLOAT)) {
            assertThat(f).isCloseTo(0, within(1e-4f));
          }
        }
      }
    }
  }

  @Test
  void a_damaged_packet_is_an_error_and_the_next_is_decoded() throws Exception {
    var p = new AudioParameters(NORMAL_51, 5, 256_000);
    var random = new Random(1);
    try (var arena = Arena.ofConfined();
        var encoder = OpusEncoder.open(p);
        var decoder = OpusDecoder.open(p.layout())) {
      MemorySegment samples = arena.allocate(4L * p.packetFrames() * p.channels());
      MemorySegment packet = arena.allocate(p.packetBytes());
      MemorySegment damaged = arena.allocate(2048);
      int refused = 0;
      for (int n = 0; n < 2_000; n++) {
        int length = encoder.encode(samples, packet);
        int cut = 1 + random.nextInt(length);
        MemorySegment.copy(packet, 0, damaged, 0, length);
        damaged.set(ValueLayout.JAVA_BYTE, random.nextInt(cut), (byte) random.nextInt(256));
        try {
          decoder.decode(damaged, cut, samples, p.packetFrames());
        } catch (OpusException _) {
          refused++;
        }
        assertThat(decoder.decode(packet, length, samples, p.packetFrames()))
            .isEqualTo(p.packetFrames());
      }
      assertThat(refused).isPositive();
      assertThat(decoder.conceal(samples, p.packetFrames())).isEqualTo(p.packetFrames());
    }
  }

  @Test
  void a_packet_allocates_nothing() throws Exception {
    var p = new AudioParameters(OpusLayout.STEREO, 5, 96_000);
    try (var arena = Arena.ofConfined();
        var encoder = OpusEncoder.open(p);
        var decoder = OpusDecoder.open(p.layout())) {
      MemorySegment samples = arena.allocate(4L * p.packetFrames() * p.channels());
      MemorySegment packet = arena.allocate(p.packetBytes());

      long bytes =
          ThreadAllocation.least(
              60,
              0,
              () -> {
                for (int n = 0; n < 500; n++) {
                  int length = encoder.encode(samples, packet);
                  decoder.decode(packet, length, samples, p.packetFrames());
                }
              });

      assertThat(bytes).isZero();
    }
  }

  @Test
  void after_closing_nothing_crashes() throws Exception {
    var p = new AudioParameters(OpusLayout.STEREO, 5, 96_000);
    try (var arena = Arena.ofConfined()) {
      MemorySegment samples = arena.allocate(4L * p.packetFrames() * p.channels());
      MemorySegment packet = arena.allocate(p.packetBytes());
      var encoder = OpusEncoder.open(p);
      var decoder = OpusDecoder.open(p.layout());
      encoder.close();
      encoder.close();
      decoder.close();

      assertThatThrownBy(() -> encoder.encode(samples, packet)).hasMessageContaining("closed");
      assertThatThrownBy(() -> decoder.conceal(samples, p.packetFrames()))
          .hasMessageContaining("closed");
    }
    assertThat(OpusLibrary.version()).contains("opus");
  }

  /// Each in a band of its own: a coupled stream of low rate codes bands jointly.
  private static double hertz(int channel) {
    return 430 * Math.pow(1.42, channel);
  }

  private static void tones(MemorySegment samples, int from, int frames, int channels) {
    for (int i = 0; i < frames; i++) {
      for (int c = 0; c < channels; c++) {
        double angle = 2 * Math.PI * hertz(c) * (from + i) / 48_000;
        samples.setAtIndex(
            ValueLayout.JAVA_FLOAT, (long) i * channels + c, (float) (0.3 * Math.sin(angle)));
      }
    }
  }

  /// A tone's amplitude in one channel, after the first 100 ms.
  private static double level(float[] heard, int channel, int channels, double hertz) {
    double re = 0;
    double im = 0;
    int n = 0;
    for (int i = 4_800; i < heard.length / channels; i++, n++) {
      double angle = 2 * Math.PI * hertz * i / 48_000;
      re += heard[i * channels + channel] * Math.cos(angle);
      im += heard[i * channels + channel] * Math.sin(angle);
    }
    return 2 * Math.hypot(re, im) / n;
  }
}
