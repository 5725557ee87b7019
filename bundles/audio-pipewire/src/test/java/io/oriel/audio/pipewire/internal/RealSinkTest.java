package io.oriel.audio.pipewire.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.audio.AudioProvider;
import io.oriel.api.audio.AudioSink;
import io.oriel.api.audio.AudioStream;
import io.oriel.api.backend.BackendException;
import io.oriel.lib.pipewire.server.PipeWireServers;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.MarkedProcesses;
import io.oriel.lib.programs.Programs;
import io.oriel.media.pipewire.PipeWire;
import io.oriel.media.pipewire.testing.Tones;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a PipeWire that the provider starts.
class RealSinkTest {
  private static final List<String> NAMES =
      List.of("FL", "FR", "FC", "LFE", "RL", "RR", "SL", "SR");

  @TempDir Path folder;
  private final Fixture.Health health = new Fixture.Health();
  private Path run;
  private PipeWireSinks sinks;

  @BeforeEach
  void prepare() throws IOException {
    Programs programs = Programs.ofHost();
    Assumptions.assumeTrue(
        PipeWire.version().isPresent()
            && Stream.of("pipewire", "wireplumber", "pipewire-pulse", "pw-cat")
                .allMatch(programs::has),
        "pipewire, wireplumber or pipewire-pulse is not installed");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    run = Files.createDirectory(folder.resolve("run"));
    System.setProperty("oriel.run", run.toString());
    System.setProperty("oriel.logs", folder.resolve("logs").toString());
    sinks = new PipeWireSinks(Fixture.settings(Map.of("server", "own")), new PipeWireServers());
  }

  @AfterEach
  void close() {
    if (sinks != null) {
      sinks.close();
      assertThat(run).isEmptyDirectory();
    }
    System.clearProperty("oriel.run");
    System.clearProperty("oriel.logs");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 8})
  void each_channel_arrives_in_its_place(int channels) throws Exception {
    try (AudioSink sink = open("oriel-1a2b", channels);
        AudioStream stream = sink.capture(Ear.FRAMES);
        var arena = Arena.ofConfined();
        var _ = pwCat(sink, channels)) {
      assertThat(sink.channels()).isEqualTo(channels);

      List<Integer> order = IntStream.range(0, channels).boxed().toList();
      assertThat(new Ear(stream, channels, arena).awaitTones(order)).isEqualTo(order);
    }
  }

  @Test
  void programs_of_pulse_audio_and_alsa_are_heard_too() throws Exception {
    try (AudioSink sink = open("oriel-1a2b", 2);
        AudioStream stream = sink.capture(Ear.FRAMES);
        var arena = Arena.ofConfined()) {
      var ear = new Ear(stream, 2, arena);
      for (String player : List.of("paplay", "aplay")) {
        if (!Programs.ofHost().has(player)) {
          System.out.println("not tried: " + player + " is not installed");
          continue;
        }
        try (var _ = Player.start(folder, sink, List.of(player, tones(2).toString()))) {
          assertThat(ear.awaitTones(List.of(0, 1))).as(player).isEqualTo(List.of(0, 1));
        }
        assertThat(ear.awaitTones(List.of(-1, -1))).as("after " + player).containsOnly(-1);
      }
    }
  }

  @Test
  void two_sinks_at_once_hear_only_their_own_programs() throws Exception {
    try (AudioSink one = open("oriel-0001", 2);
        AudioSink other = open("oriel-0002", 6);
        AudioStream first = one.capture(Ear.FRAMES);
        AudioStream second = other.capture(Ear.FRAMES);
        var arena = Arena.ofConfined()) {
      var ear = new Ear(first, 2, arena);
      var otherEar = new Ear(second, 6, arena);
      List<Integer> all = List.of(0, 1, 2, 3, 4, 5);
      try (var _ = pwCat(other, 6)) {
        assertThat(otherEar.awaitTones(all)).isEqualTo(all);
        for (int i = 0; i < 20; i++) {
          assertThat(ear.tones()).containsOnly(-1);
        }
      }
      try (var _ = pwCat(one, 2)) {
        assertThat(ear.awaitTones(List.of(0, 1))).isEqualTo(List.of(0, 1));
        assertThat(otherEar.awaitTones(List.of(-1, -1, -1, -1, -1, -1))).containsOnly(-1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pw-cat", "paplay"})
  void programs_stay_with_a_sink_that_changes_its_layout(String player) throws Exception {
    Assumptions.assumeTrue(Programs.ofHost().has(player), player + " is not installed");
    try (AudioSink sink = open("oriel-1a2b", 2);
        AudioSink bystander = open("oriel-9999", 2);
        AudioStream elsewhere = bystander.capture(Ear.FRAMES);
        var arena = Arena.ofConfined();
        var program = player.equals("pw-cat") ? pwCat(sink, 2) : paplay(sink, 2)) {
      var bystanderEar = new Ear(elsewhere, 2, arena);
      for (int channels : new int[] {6, 2, 8}) {
        try (AudioStream before = sink.capture(Ear.FRAMES)) {
          var ear = new Ear(before, sink.channels(), arena);
          assertThat(ear.awaitTones(List.of(0, 1))).isEqualTo(List.of(0, 1));

          sink.reconfigure(channels, false);

          assertThat(sink.channels()).isEqualTo(channels);
          assertThatThrownBy(ear::read).isInstanceOf(BackendException.class);
        }
      }
      try (AudioStream after = sink.capture(Ear.FRAMES)) {
        assertThat(new Ear(after, 8, arena).awaitTones(List.of(0, 1))).isEqualTo(List.of(0, 1));
        for (int i = 0; i < 20; i++) {
          assertThat(bystanderEar.tones()).containsOnly(-1);
        }
        assertThat(program.isAlive()).isTrue();
      }
    }
  }

  @Test
  void a_packet_is_there_when_it_is_played() throws Exception {
    try (AudioSink sink = open("oriel-1a2b", 2);
        AudioStream stream = sink.capture(Ear.FRAMES);
        var arena = Arena.ofConfined()) {
      var ear = new Ear(stream, 2, arena);
      long median = Long.MAX_VALUE;
      for (int i = 0; i < 5 && median > 5_000_000; i++) { // others use this machine too
        median = Math.min(median, medianDelay(ear));
      }

      assertThat(median).isBetween(0L, 5_000_000L);
    }
  }

  private static long medianDelay(Ear ear) throws Exception {
    long[] late = new long[200];
    for (int i = 0; i < late.length; i++) {
      long played = ear.read();
      late[i] = System.nanoTime() - played;
    }
    Arrays.sort(late);
    System.out.printf(
        "from the first sample played to the packet read: %.2f ms (p50), %.2f ms (p99)%n",
        late[100] / 1e6, late[198] / 1e6);
    return late[100];
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipewire", "wireplumber"})
  void a_killed_server_is_told_and_the_next_sink_has_a_new_one(String killed) throws Exception {
    try (AudioSink sink = open("oriel-1a2b", 2);
        AudioStream stream = sink.capture(Ear.FRAMES);
        var arena = Arena.ofConfined()) {
      var ear = new Ear(stream, 2, arena);
      ear.read();

      servers().stream()
          .filter(p -> command(p).endsWith("/" + killed))
          .forEach(ProcessHandle::destroyForcibly);

      BackendException lost = health.lost.get(5, TimeUnit.SECONDS);
      assertThat(lost.kind()).isEqualTo(BackendException.Kind.DEVICE_LOST);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  ear.read();
                }
              })
          .isInstanceOf(BackendException.class);
    }
    try (AudioSink sink = open("oriel-1a2b", 2);
        AudioStream stream = sink.capture(Ear.FRAMES);
        var arena = Arena.ofConfined();
        var _ = pwCat(sink, 2)) {
      assertThat(new Ear(stream, 2, arena).awaitTones(List.of(0, 1))).isEqualTo(List.of(0, 1));
    }
  }

  @Test
  void a_killed_host_takes_its_pipewire_along() throws Exception {
    Process host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-Doriel.run=" + run,
                "-Doriel.logs=" + folder.resolve("logs"),
                "-cp",
                System.getProperty("java.class.path"),
                HostToKill.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path directory = Path.of(new BufferedReader(host.inputReader()).readLine());
    var marked = new MarkedProcesses("ORIEL_SOUND", directory.getFileName().toString());
    assertThat(marked.alive()).hasSize(3);

    host.destroyForcibly().waitFor();

    // The guard removes the directory when all processes are gone.
    try (var events = run.getFileSystem().newWatchService()) {
      run.register(events, StandardWatchEventKinds.ENTRY_DELETE);
      if (Files.exists(directory)) {
        assertThat(events.poll(5, TimeUnit.SECONDS)).as("directory gone within 5 s").isNotNull();
      }
    }
    assertThat(marked.alive()).isEmpty();
  }

  @Test
  void servers_that_cannot_be_started_are_quoted_and_leave_nothing() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path broken = bin.resolve("pipewire");
    Files.writeString(broken, "#!/bin/sh\nexit 3\n");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
    sinks =
        new PipeWireSinks(
            Fixture.settings(Map.of("server", "own")),
            new PipeWireServers(
                Map.of(), Account.hostUid(), new Programs(bin + ":" + Programs.ofHost().path())));

    assertThatThrownBy(() -> open("oriel-1a2b", 2))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("pipewire ended with 3");
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void fifty_rounds_leave_no_node_descriptor_or_thread() throws Exception {
    round();
    round();
    long descriptors = count("/proc/self/fd");
    long threads = count("/proc/self/task");

    for (int i = 0; i < 50; i++) {
      round();
    }

    assertThat(count("/proc/self/fd")).isLessThanOrEqualTo(descriptors);
    assertThat(count("/proc/self/task")).isLessThanOrEqualTo(threads + 1);
    assertThat(servers()).hasSize(3 + 1); // the guard
    assertThat(health.lost).isNotDone();
  }

  @Test
  void the_host_without_speakers_says_so() throws Exception {
    try (AudioSink _ = sinks.openSink(new AudioProvider.Request("oriel-1a2b", 2, true), health)) {
      assertThat(health.degraded).singleElement().asString().contains("speakers stay silent");
    }
  }

  private void round() throws Exception {
    try (AudioSink sink = open("oriel-0050", 2);
        AudioStream stream = sink.capture(Ear.FRAMES);
        var arena = Arena.ofConfined()) {
      assertThat(new Ear(stream, 2, arena).read()).isPositive();
    }
  }

  private AudioSink open(String name, int channels) throws BackendException {
    return sinks.openSink(new AudioProvider.Request(name, channels, false), health);
  }

  private Player pwCat(AudioSink sink, int channels) throws IOException {
    String map = channels == 1 ? "MONO" : String.join(",", NAMES.subList(0, channels));
    return Player.start(
        folder,
        sink,
        List.of("pw-cat", "--playback", "--channel-map", map, tones(channels).toString()));
  }

  private Player paplay(AudioSink sink, int channels) throws IOException {
    return Player.start(folder, sink, List.of("paplay", tones(channels).toString()));
  }

  private Path tones(int channels) throws IOException {
    Path file = folder.resolve("tones" + channels + ".wav");
    return Files.exists(file) ? file : Tones.wav(file, channels, 8);
  }

  private List<ProcessHandle> servers() {
    return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList();
  }

  private static String command(ProcessHandle process) {
    return process.info().command().orElse("");
  }

  private static long count(String directory) throws IOException {
    try (Stream<Path> entries = Files.list(Path.of(directory))) {
      return entries.count();
    }
  }
}
