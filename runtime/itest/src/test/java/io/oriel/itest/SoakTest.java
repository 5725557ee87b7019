package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.oriel.client.gamestream.GameStream;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.SoundOptions;
import io.oriel.client.gamestream.SoundOptions.Quality;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.client.gamestream.VideoCodec;
import io.oriel.media.opus.OpusLibrary;
import io.oriel.pattern.PatternWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Four people at once, each with a desktop, codec, size and layout of speakers of their own, for a
/// while.
class SoakTest {
  /// `-Doriel.soak.seconds=600` runs as long as a release needs.
  private static final int SECONDS = Integer.getInteger("oriel.soak.seconds", 30);

  private static final int SAMPLES = 20;
  private static final int LONG_SECONDS = 300; // from here on the JVM has done its compiling

  // What the JVM itself opens now and then: a jar, a compiler thread.
  private static final int SLACK = 4;

  /// On a machine that does nothing else, software encodes HEVC fast enough at this size.
  private static final Map<String, String> ALL_CODECS =
      Map.of("io.oriel.host.session.config", "offer.quality=I\"0\"\n");

  private record Viewer(
      int widthPx, int heightPx, VideoCodec codec, int channels, Quality quality) {
    /// H.264 where the host does not offer the codec.
    StreamOptions options(long offered) {
      var usual =
          StreamOptions.of(widthPx, heightPx, 30)
              .bitrate(5_000)
              .sound(new SoundOptions(channels, quality, 0, false));
      return (offered & codec.modeBit()) == 0 ? usual : usual.codec(codec);
    }
  }

  private static final List<Viewer> VIEWERS =
      List.of(
          new Viewer(1280, 720, VideoCodec.H264, 2, Quality.NORMAL),
          new Viewer(1280, 720, VideoCodec.HEVC, 6, Quality.HIGH),
          new Viewer(1152, 720, VideoCodec.AV1, 8, Quality.NORMAL),
          new Viewer(960, 720, VideoCodec.H264, 6, Quality.NORMAL));

  private record Use(int memoryMib, int descriptors, int threads) {
    static Use of(HostProcess host) throws Exception {
      return new Use(host.residentMib(), host.descriptors(), host.threads());
    }
  }

  @Test
  void four_people_lose_no_frame_and_the_host_does_not_grow() throws Exception {
    try (RunningHost host = Stages.host(SECONDS >= LONG_SECONDS ? ALL_CODECS : Map.of())) {
      var streams = new ArrayList<GameStream>();
      var windows = new ArrayList<PatternWindow>();
      var desktops = new ArrayList<Desktop>();
      var ears = new ArrayList<ToneListener>();
      try {
        for (Viewer viewer : VIEWERS) {
          GameStreamHost client = host.paired();
          Set<Long> known = pids(host);
          StreamOptions options = viewer.options(client.info().codecModes());
          System.out.println(viewer + " streams " + options.codec());
          ears.add(new ToneListener(viewer.channels));
          streams.add(client.stream("Desktop", options, ears.getLast()));
          desktops.add(fresh(host, known));
          windows.add(PatternWindow.open(desktops.getLast().socket()));
        }
        List<Use> uses = watch(host, streams);
        report(host, streams, uses);

        check(streams);
        listen(desktops, ears);
        checkGrowth(uses);
      } finally {
        for (PatternWindow window : windows) {
          window.close();
        }
        streams.forEach(GameStream::close);
      }
      host.desktops(0);
    }
  }

  private static Set<Long> pids(RunningHost host) throws Exception {
    var pids = new HashSet<Long>();
    host.desktops().forEach(desktop -> pids.add(desktop.pid()));
    return pids;
  }

  private static Desktop fresh(RunningHost host, Set<Long> known) throws Exception {
    return host.desktops(known.size() + 1).stream()
        .filter(desktop -> !known.contains(desktop.pid()))
        .findFirst()
        .orElseThrow();
  }

  /// Looks at the host at equal intervals until the time is over or a session has ended.
  private static List<Use> watch(RunningHost host, List<GameStream> streams) throws Exception {
    var uses = new ArrayList<Use>();
    Duration step = Duration.ofMillis(SECONDS * 1000L / SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      for (GameStream stream : streams) {
        long each = Math.max(1, step.toMillis() / streams.size());
        stream.ended().completeOnTimeout(0, each, TimeUnit.MILLISECONDS).get();
      }
      uses.add(Use.of(host.process()));
    }
    return uses;
  }

  /// Each still hears its own desktop, every channel in its place.
  private static void listen(List<Desktop> desktops, List<ToneListener> ears) throws Exception {
    if (TonePlayer.lack().isPresent() || OpusLibrary.lack().isPresent()) {
      System.out.println("sound is not listened to: " + TonePlayer.lack() + OpusLibrary.lack());
      return;
    }
    for (int i = 0; i < desktops.size(); i++) {
      try (var _ = TonePlayer.start(desktops.get(i), VIEWERS.get(i).channels)) {
        assertThat(ears.get(i).awaitTones(Stages.PATIENCE))
            .as("%s hears %s", VIEWERS.get(i), ears.get(i).heard())
            .isTrue();
        int me = i;
        assertThat(IntStream.range(0, ears.size()).filter(other -> other != me))
            .allMatch(other -> Arrays.stream(ears.get(other).heard()).allMatch(tone -> tone < 0));
      }
    }
  }

  private static void check(List<GameStream> streams) {
    for (GameStream stream : streams) {
      var figures = stream.figures();
      assertThat(stream.ended()).as("%s", figures).isNotDone();
      assertThat(figures.framesLost()).as("%s", figures).isZero();
      assertThat(figures.framesSkipped()).as("%s", figures).isZero();
      assertThat(figures.decodeErrors()).as("%s", figures).isZero();
      assertThat(figures.packetsMalformed()).as("%s", figures).isZero();
      // a stock client's buffer for sound holds a tenth of a second of 5.1 in high quality: what a
      // busy machine makes a client miss is no fault of the host, which has to have sent everything
      assertThat(1000 * figures.audioLost())
          .as("%s", figures)
          .isLessThanOrEqualTo(figures.audioPackets());
      assertThat(figures.audioMalformed()).as("%s", figures).isZero();
      assertThat(figures.framesShown()).as("%s", figures).isGreaterThan(SECONDS * 30L * 8 / 10);
    }
  }

  /// The least of the end against the least of the beginning, warming up left out: what comes and
  /// goes between is the collector's business.
  private static void checkGrowth(List<Use> uses) {
    List<Use> early = uses.subList(SAMPLES / 4, SAMPLES / 2);
    List<Use> late = uses.subList(SAMPLES * 3 / 4, SAMPLES);
    int growth = SECONDS >= LONG_SECONDS ? 24 : 96;
    assertThat(late.stream().mapToInt(Use::memoryMib).min().orElseThrow())
        .as("MiB of memory: %s", uses)
        .isLessThanOrEqualTo(early.stream().mapToInt(Use::memoryMib).min().orElseThrow() + growth);
    assertThat(late.stream().mapToInt(Use::descriptors).min().orElseThrow())
        .as("descriptors: %s", uses)
        .isLessThanOrEqualTo(early.stream().mapToInt(Use::descriptors).min().orElseThrow() + SLACK);
    assertThat(late.stream().mapToInt(Use::threads).min().orElseThrow())
        .as("threads: %s", uses)
        .isLessThanOrEqualTo(early.stream().mapToInt(Use::threads).min().orElseThrow() + SLACK);
  }

  private static void report(RunningHost host, List<GameStream> streams, List<Use> uses)
      throws Exception {
    System.out.printf("%d s, memory in MiB, descriptors, threads:%n", SECONDS);
    uses.forEach(use -> System.out.println("  " + use));
    for (JsonElement session :
        JsonParser.parseString(host.shell().run("oriel:figures")).getAsJsonArray()) {
      var counters = session.getAsJsonObject().getAsJsonObject("counters");
      System.out.printf(
          "session %s: %.1f %% of a core for media, %d frames, %d skipped%n",
          session.getAsJsonObject().get("id").getAsString(),
          counters.get("cpu.media.micros").getAsLong() / 1e4 / SECONDS,
          counters.get("frames.sent").getAsLong(),
          counters.get("frames.skipped").getAsLong());
      assertThat(counters.get("link.audio.dropped").getAsLong()).isZero();
    }
    for (GameStream stream : streams) {
      System.out.println(stream.figures());
    }
  }
}
