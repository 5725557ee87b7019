package io.oriel.audio.pipewire.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.audio.AudioProvider;
import io.oriel.api.audio.AudioSink;
import io.oriel.api.audio.AudioStream;
import io.oriel.api.backend.BackendException;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.lib.pipewire.server.PipeWireServers;
import io.oriel.lib.programs.Programs;
import io.oriel.media.pipewire.AudioCapture;
import io.oriel.media.pipewire.AudioCaptureRequest;
import io.oriel.media.pipewire.Global;
import io.oriel.media.pipewire.Metadata;
import io.oriel.media.pipewire.PipeWire;
import io.oriel.media.pipewire.PipeWireConnection;
import io.oriel.media.pipewire.testing.PrivatePipeWire;
import io.oriel.media.pipewire.testing.Tones;
import java.io.BufferedReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a PipeWire that runs already, as in a user's session, with a sink that stands for the
/// speakers.
class RunningServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int USER = 1000; // whoever really runs this test
  private static final Layout STEREO = Layout.of(2).orElseThrow();

  @TempDir Path folder;
  private final Fixture.Health health = new Fixture.Health();
  private PrivatePipeWire pipewire;
  private PipeWireSinks sinks;
  private Process player;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(
        PrivatePipeWire.installed() && PipeWire.version().isPresent(),
        "pipewire, wireplumber or pipewire-pulse is not installed");
    System.setProperty("oriel.state", folder.toString());
    pipewire = PrivatePipeWire.start();
    sinks = sinks("running");
  }

  @AfterEach
  void stop() {
    if (player != null) {
      player.destroyForcibly().onExit().join();
    }
    if (sinks != null) {
      sinks.close();
    }
    if (pipewire != null) {
      pipewire.close();
    }
    System.clearProperty("oriel.state");
  }

  @Test
  void speakers_play_along_only_where_it_is_asked_for() throws Exception {
    try (var connection =
            PipeWireConnection.open("oriel-pw-test", pipewire.socket(), new Registry(_ -> {}));
        var _ = connection.createNode("adapter", speakers(), PATIENCE, () -> {});
        AudioSink sink = open(false);
        var arena = Arena.ofConfined()) {
      player =
          pipewire.launch(
              "pw-cat",
              "--playback",
              "--target",
              "oriel-7f3a",
              Tones.wav(folder.resolve("t.wav"), 2, 20).toString());
      hears(sink, arena);
      assertThat(speakersPlay(connection, arena, true, 300)).isFalse();

      sink.reconfigure(2, true);

      hears(sink, arena);
      assertThat(speakersPlay(connection, arena, true, 2_000)).isTrue();

      sink.reconfigure(6, true);

      hears(sink, arena);
      assertThat(speakersPlay(connection, arena, true, 2_000)).isTrue();

      sink.reconfigure(2, false);

      hears(sink, arena);
      assertThat(speakersPlay(connection, arena, false, 2_000)).isFalse();
      assertThat(health.lost).isNotDone();
    }
  }

  @Test
  void without_speakers_a_sink_never_plays_into_itself() throws Exception {
    try (AudioSink sink = open(false)) {
      sink.gather(true);

      sink.reconfigure(2, true);

      var registry = new Registry(_ -> {});
      try (var look = PipeWireConnection.open("oriel-pw-look", pipewire.socket(), registry)) {
        look.sync(PATIENCE);
        assertThat(registry.all(Global.NODE))
            .noneMatch(node -> node.property("node.name").orElse("").equals("oriel-7f3a-host-out"));
      }
      assertThat(health.lost).isNotDone();
    }
  }

  @Test
  void programs_of_the_desktop_are_heard_while_it_is_asked_for() throws Exception {
    Assumptions.assumeTrue(Programs.ofHost().has("paplay"), "paplay is not installed");
    var registry = new Registry(_ -> {});
    try (var connection = PipeWireConnection.open("oriel-pw-test", pipewire.socket(), registry);
        var _ = connection.createNode("adapter", speakers(), PATIENCE, () -> {});
        var arena = Arena.ofConfined()) {
      player = pipewire.launch("paplay", Tones.wav(folder.resolve("t.wav"), 2, 60).toString());
      assertThat(speakersPlay(connection, arena, true, 2_000)).isTrue();
      Optional<String> before = chosen(connection, registry);
      try (AudioSink sink = open(false);
          AudioSink other =
              sinks.openSink(new AudioProvider.Request("oriel-1a2b", 2, false), health)) {
        sink.gather(true);
        hears(sink, arena);
        assertThat(speakersPlay(connection, arena, false, 2_000)).isFalse();
        assertThat(journal()).hasSize(1);

        sink.reconfigure(2, true);
        assertThat(speakersPlay(connection, arena, true, 2_000)).isTrue();

        other.gather(true);
        hears(other, arena);
        sink.gather(false);
        hears(other, arena);
      }

      assertThat(speakersPlay(connection, arena, true, 2_000)).isTrue();
      assertThat(chosen(connection, registry)).isEqualTo(before);
      assertThat(journal()).isEmpty();
      assertThat(health.lost).isNotDone();
    }
  }

  @Test
  void the_default_sink_that_a_killed_host_took_is_given_back() throws Exception {
    var registry = new Registry(_ -> {});
    try (var connection = PipeWireConnection.open("oriel-pw-test", pipewire.socket(), registry);
        var _ = connection.createNode("adapter", speakers(), PATIENCE, () -> {})) {
      choose(connection, registry, "{ \"name\": \"speakers\" }");
      Process host =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "--enable-native-access=ALL-UNNAMED",
                  "-Doriel.state=" + folder,
                  "-cp",
                  System.getProperty("java.class.path"),
                  HostToKill.class.getName(),
                  pipewire.directory().toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(new BufferedReader(host.inputReader()).readLine()).isNotNull();
      assertThat(chosen(connection, registry).orElse("")).contains("oriel-dead");

      host.destroyForcibly().waitFor();

      PipeWireSinks next = sinks("running");
      next.openSink(new AudioProvider.Request("oriel-7f3a", 2, false), health).gather(true);
      next.close();
      assertThat(chosen(connection, registry).orElse("")).contains("speakers");
      assertThat(journal()).isEmpty();
    }
  }

  @Test
  void a_daemon_that_dies_while_speakers_play_along_is_survived() throws Exception {
    try (AudioSink sink = open(true);
        AudioStream stream = sink.capture(Ear.FRAMES);
        var arena = Arena.ofConfined()) {
      assertThat(new Ear(stream, 2, arena).read()).isPositive();

      pipewire.crash();

      assertThat(health.lost.get(5, TimeUnit.SECONDS).kind())
          .isEqualTo(BackendException.Kind.DEVICE_LOST);
      assertThatThrownBy(() -> sink.reconfigure(6, false)).isInstanceOf(BackendException.class);
    }
  }

  @Test
  void the_running_one_is_preferred_and_left_alone() throws Exception {
    PipeWireSinks auto = sinks("auto");
    try (AudioSink sink =
        auto.openSink(new AudioProvider.Request("oriel-7f3a", 2, false), health)) {
      assertThat(sink.environment())
          .containsEntry("PIPEWIRE_RUNTIME_DIR", pipewire.directory().toString())
          .containsEntry("PULSE_SERVER", "unix:" + pipewire.directory().resolve("pulse/native"))
          .containsEntry("PULSE_SINK", "oriel-7f3a");
    }
    auto.close();

    try (AudioSink again = open(false)) {
      assertThat(again.channels()).isEqualTo(2);
    }
  }

  @Test
  void a_user_without_pipewire_is_told_so() {
    var nowhere =
        new PipeWireSinks(
            Fixture.settings(Map.of("server", "running")),
            new PipeWireServers(
                Map.of("XDG_RUNTIME_DIR", folder.toString()), USER, Programs.ofHost()));

    assertThatThrownBy(
            () -> nowhere.openSink(new AudioProvider.Request("oriel-7f3a", 2, false), health))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("no PipeWire runs at " + folder)
        .hasMessageContaining("io.oriel.audio.pipewire");
  }

  @Test
  void a_layout_that_does_not_exist_is_refused() {
    assertThatThrownBy(
            () -> sinks.openSink(new AudioProvider.Request("oriel-7f3a", 3, false), health))
        .isInstanceOfSatisfying(
            BackendException.class,
            e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.UNSUPPORTED));
  }

  private PipeWireSinks sinks(String server) {
    return new PipeWireSinks(
        Fixture.settings(Map.of("server", server)),
        new PipeWireServers(
            Map.of("XDG_RUNTIME_DIR", pipewire.directory().toString()), USER, Programs.ofHost()));
  }

  private AudioSink open(boolean alsoOnHost) throws BackendException {
    return sinks.openSink(new AudioProvider.Request("oriel-7f3a", 2, alsoOnHost), health);
  }

  private List<LayoutJournal.Entry> journal() {
    return LayoutJournal.of("sound").left();
  }

  private static Optional<String> chosen(PipeWireConnection connection, Registry registry)
      throws Exception {
    try (Metadata metadata = metadata(connection, registry)) {
      return metadata.value(0, "default.configured.audio.sink");
    }
  }

  private static void choose(PipeWireConnection connection, Registry registry, String sink)
      throws Exception {
    try (Metadata metadata = metadata(connection, registry)) {
      metadata.set(0, "default.configured.audio.sink", "Spa:String:JSON", sink, PATIENCE);
      connection.sync(PATIENCE);
    }
  }

  private static Metadata metadata(PipeWireConnection connection, Registry registry)
      throws Exception {
    registry.await(all -> all.stream().anyMatch(RunningServerTest::isDefault), PATIENCE, "default");
    int id =
        registry.all(Global.METADATA).stream()
            .filter(RunningServerTest::isDefault)
            .findFirst()
            .orElseThrow()
            .id();
    Metadata metadata = connection.metadata(id, PATIENCE);
    connection.sync(PATIENCE);
    return metadata;
  }

  private static boolean isDefault(Global global) {
    return global.property("metadata.name").filter("default"::equals).isPresent();
  }

  private static void hears(AudioSink sink, Arena arena) throws Exception {
    try (AudioStream stream = sink.capture(Ear.FRAMES)) {
      assertThat(new Ear(stream, sink.channels(), arena).awaitTones(List.of(0, 1)))
          .isEqualTo(List.of(0, 1));
    }
  }

  /// Whether the speakers have the left tone.
  ///
  /// @param expected what is waited for
  /// @param most packets of 5 ms to wait
  private static boolean speakersPlay(
      PipeWireConnection connection, Arena arena, boolean expected, int most) throws Exception {
    var request =
        new AudioCaptureRequest(
            "test",
            Map.of("target.object", "speakers", "stream.capture.sink", "true"),
            SinkNodes.RATE_HZ,
            STEREO.positions(),
            Ear.FRAMES);
    MemorySegment packet = arena.allocate(Ear.FRAMES * 2 * 4L, 8);
    boolean heard = !expected;
    try (AudioCapture capture = connection.captureAudio(request, PATIENCE)) {
      for (int i = 0; i < most && heard != expected; i++) {
        capture.read(packet, 1_000_000_000);
        heard = Tones.heard(packet, 2, 0) == 0;
      }
    }
    return heard;
  }

  private static Map<String, String> speakers() {
    return Map.of(
        "factory.name", "support.null-audio-sink",
        "media.class", "Audio/Sink",
        "node.name", "speakers",
        "audio.position", "[FL,FR]",
        "priority.session", "1000");
  }
}
