package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.SoundOptions;
import io.oriel.client.gamestream.SoundOptions.Quality;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.media.opus.OpusLibrary;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A program on the session's desktop plays a tone in every channel; the client hears each in its
/// own.
class SoundTest {
  private static final Duration SHORT = Duration.ofSeconds(3);

  private static RunningHost host;
  private static GameStreamHost client;

  @BeforeAll
  static void start() throws Exception {
    var player = TonePlayer.lack();
    Assumptions.assumeTrue(player.isEmpty(), () -> player.orElse(""));
    var opus = OpusLibrary.lack();
    Assumptions.assumeTrue(opus.isEmpty(), () -> opus.orElse(""));
    host = Stages.host();
    client = host.paired();
  }

  @AfterEach
  void quit() throws Exception {
    if (host != null) {
      client.quit();
      assertThat(host.desktops(0)).isEmpty();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (host != null) {
      host.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, NORMAL, true, 5",
    "2, HIGH, false, 10",
    "6, NORMAL, true, 5",
    "6, NORMAL, false, 10",
    "6, HIGH, true, 5",
    "6, HIGH, false, 5",
    "8, NORMAL, true, 10",
    "8, NORMAL, false, 5",
    "8, HIGH, true, 5",
    "8, HIGH, false, 5"
  })
  void each_channel_is_heard_in_its_own(
      int channels, Quality quality, boolean encrypted, int millis) throws Exception {
    var listener = new ToneListener(channels);
    try (var stream =
        client.stream("Desktop", options(channels, quality, encrypted, millis), listener)) {
      Desktop desktop = host.desktops(1).getFirst();
      assertThat(listener.awaitSilence(Stages.PATIENCE)).as("silence flows").isTrue();
      try (var _ = TonePlayer.start(desktop, channels)) {
        assertThat(listener.awaitTones(Stages.PATIENCE)).as("heard %s", listener.heard()).isTrue();
      }
      assertThat(listener.awaitSilence(SHORT)).isTrue();
      var figures = stream.figures();
      assertThat(figures.audioMalformed()).isZero();
      assertThat(figures.audioLost()).isZero();
    }
  }

  @Test
  void sound_survives_its_server() throws Exception {
    var listener = new ToneListener(2);
    try (var _ = client.stream("Desktop", options(2, Quality.NORMAL, true, 5), listener)) {
      Desktop desktop = host.desktops(1).getFirst();
      try (var _ = TonePlayer.start(desktop, 2)) {
        assertThat(listener.awaitTones(Stages.PATIENCE)).isTrue();
        servers().forEach(ProcessHandle::destroyForcibly);
        assertThat(listener.awaitSilence(SHORT)).isTrue();
        long before = listener.packets();
        assertThat(Await.until(SHORT, () -> listener.packets() > before + 100)).isTrue();
      }
      assertThat(Await.until(Stages.PATIENCE, () -> !servers().isEmpty())).isTrue();
      assertThat(
              Await.until(
                  Stages.PATIENCE,
                  () -> {
                    try (var _ = TonePlayer.start(desktop, 2)) {
                      return listener.awaitTones(SHORT);
                    }
                  }))
          .as(host.process().log())
          .isTrue();
    }
  }

  private static List<ProcessHandle> servers() {
    return host.process()
        .process()
        .descendants()
        .filter(p -> p.info().command().orElse("").endsWith("/pipewire"))
        .toList();
  }

  private static StreamOptions options(
      int channels, Quality quality, boolean encrypted, int millis) {
    return StreamOptions.of(640, 360, 30)
        .bitrate(3_000)
        .encryption(encrypted, encrypted, true)
        .decoding(false)
        .sound(new SoundOptions(channels, quality, millis, false));
  }
}
