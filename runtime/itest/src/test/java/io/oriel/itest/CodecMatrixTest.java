package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.GameStreamException;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.SoundOptions;
import io.oriel.client.gamestream.SoundOptions.Quality;
import io.oriel.client.gamestream.StreamColour;
import io.oriel.client.gamestream.StreamFigures;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.client.gamestream.VideoCodec;
import io.oriel.media.opus.OpusLibrary;
import io.oriel.pattern.PatternWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every codec, depth and chroma with every sound, encrypted and not: what the program draws
/// arrives in the right layout and the right colours, and each channel's tone in that channel.
/// Small pictures, so that software encoders keep up.
class CodecMatrixTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int FPS = 30;
  private static final int PICTURES = 12;
  private static final int TOLERANCE = 10;
  private static final int BEEPS = 3;

  /// Beyond this people notice (ITU-R BT.1359: sound may be 125 ms late); the goal of bench `audio`
  /// is far stricter, this is a test on a machine that does other things as well.
  private static final double MOST_APART_MS = 125;

  private static RunningHost host;
  private static GameStreamHost client;
  private static PatternWindow window;
  private static final List<String> TABLE = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    // offered however slow this machine is; the display stays from stream to stream
    Map<String, String> settings = new HashMap<>();
    settings.put("io.oriel.host.session.config", "offer.quality=I\"0\"\n");
    settings.put("io.oriel.host.display.config", "keep.alive.seconds=L\"60\"\n");
    host = Stages.host(settings);
    client = host.paired();
    int all = 0;
    for (var codec : VideoCodec.values()) {
      all |= codec.modeBit();
    }
    int wanted = all;
    assertThat(Await.until(Duration.ofSeconds(60), () -> client.info().codecModes() == wanted))
        .as("bits %x of %x, %s", client.info().codecModes(), wanted, host.process().output())
        .isTrue();
  }

  @AfterAll
  static void stop() throws Exception {
    TABLE.forEach(System.out::println);
    if (window != null) {
      window.close();
    }
    if (host != null) {
      host.close();
    }
  }

  static Stream<Arguments> matrix() {
    var all = new ArrayList<Arguments>();
    for (var codec : VideoCodec.values()) {
      for (int channels : new int[] {2, 6, 8}) {
        all.add(Arguments.of(codec, channels, true));
        all.add(Arguments.of(codec, channels, false));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void picture_and_sound_arrive(VideoCodec codec, int channels, boolean encrypted)
      throws Exception {
    var lack = BeepPlayer.lack().or(OpusLibrary::lack);
    Assumptions.assumeTrue(lack.isEmpty(), () -> lack.orElse(""));
    show(codec, StreamColour.USUAL, encrypted, channels);
  }

  @ParameterizedTest
  @EnumSource(
      value = VideoCodec.class,
      names = {"H264", "HEVC10", "AV1_444"})
  void colours_are_those_that_the_client_asked_for(VideoCodec codec) throws Exception {
    for (int space = 0; space <= 2; space++) {
      for (boolean full : new boolean[] {false, true}) {
        show(codec, new StreamColour(space, full, false), true, 0);
      }
    }
  }

  /// @param channels of the sound to listen to; 0: none
  private static void show(VideoCodec codec, StreamColour colour, boolean encrypted, int channels)
      throws Exception {
    var check = new PictureCheck(WIDTH, HEIGHT, TOLERANCE, codec, colour);
    if (codec.family() == VideoCodec.Family.AV1) {
      check.bearBlur();
    }
    var ears = new ToneListener(Math.max(2, channels));
    var offset = new AvOffset();
    String late = "";
    var options =
        StreamOptions.of(WIDTH, HEIGHT, FPS)
            .codec(codec)
            .colour(colour)
            .bitrate(12_000)
            .encryption(encrypted, encrypted, true)
            .sound(new SoundOptions(Math.max(2, channels), Quality.USUAL, 5, false));
    StreamFigures figures;
    try (var stream = client.stream("Desktop", options, new EyesAndEars(check, ears, offset))) {
      var desktop = host.desktops(1).getFirst();
      if (window == null) {
        window = PatternWindow.open(desktop.socket());
      }
      if (channels > 0) {
        try (var player = BeepPlayer.start(desktop, channels)) {
          assertThat(ears.awaitTones(Stages.PATIENCE)).as(Arrays.toString(ears.heard())).isTrue();
          offset.restart();
          player.beep();
          // a machine that stumbles once makes the player buffer more: then more beeps are heard
          boolean together =
              Await.until(
                  Stages.PATIENCE,
                  () ->
                      offset.heard() >= BEEPS
                          && Math.abs(offset.lateness(player.beeps()).soundBehindMs())
                              < MOST_APART_MS);
          var lateness = offset.lateness(player.beeps());
          assertThat(together).as("%d beeps, %s", offset.heard(), lateness).isTrue();
          late =
              ", picture %.0f ms, sound %.0f ms: %+.0f ms"
                  .formatted(lateness.pictureMs(), lateness.soundMs(), lateness.soundBehindMs());
        }
      }
      assertThat(check.awaitDistinct(PICTURES, Stages.PATIENCE))
          .as("pictures %d, faults %s, %s", check.distinct(), check.faults(), stream.figures())
          .isTrue();
      figures = stream.figures();
    }
    assertThat(check.faults()).isEmpty();
    assertThat(figures.decodeErrors()).isZero();
    assertThat(figures.packetsMalformed()).isZero();
    assertThat(figures.audioMalformed()).isZero();
    TABLE.add(
        "%-12s csc %d %-9s %d channels, %3d pictures, %d blurred, longest gap %d ms%s"
            .formatted(
                codec,
                colour.cscMode(),
                encrypted ? "encrypted" : "plain",
                channels,
                check.readings(),
                check.unreadable(),
                check.longestGap().toMillis(),
                late));
  }

  @Test
  void hdr_is_refused_with_the_missing_link_named_and_10_bits_arrive() throws Exception {
    var colour = new StreamColour(2, false, true);
    show(VideoCodec.HEVC10, colour, true, 0);

    assertThat(client.apps()).allSatisfy(app -> assertThat(app.hdr()).isFalse());
    assertThat(host.process().log()).contains("HDR: sway").contains("SDR only");
  }

  @Test
  void a_codec_that_nobody_offers_is_answered_with_400() throws Exception {
    // the host has it, but not at this size: no level of H.264 goes so far
    var options = StreamOptions.of(4608, 2160, FPS).codec(VideoCodec.H264_444);
    var check = new PictureCheck(4608, 2160, TOLERANCE);

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> client.stream("Desktop", options, check))
        .isInstanceOfSatisfying(
            GameStreamException.class, e -> assertThat(e.getMessage()).contains("400"));
    assertThat(host.process().log()).contains("./oriel doctor says why");
  }
}
