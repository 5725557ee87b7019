package io.oriel.audio.pipewire.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.audio.Microphone;
import io.oriel.api.audio.MicrophoneProvider;
import io.oriel.api.backend.HostFacts;
import io.oriel.lib.pipewire.server.PipeWireServers;
import io.oriel.lib.programs.Programs;
import io.oriel.media.pipewire.Global;
import io.oriel.media.pipewire.PipeWire;
import io.oriel.media.pipewire.PipeWireConnection;
import io.oriel.media.pipewire.testing.PrivatePipeWire;
import io.oriel.tck.Facts;
import io.oriel.tck.MicrophoneContract;
import io.oriel.tck.RecordedHealth;
import io.oriel.tck.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In a real PipeWire that runs already, recorded by programs of PulseAudio and PipeWire.
class MicrophoneTest extends MicrophoneContract {
  private static final int USER = 1000; // whoever really runs this test

  @TempDir Path folder;
  private PrivatePipeWire pipewire;
  private PipeWireMicrophones microphones;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(
        PrivatePipeWire.installed() && PipeWire.version().isPresent(),
        "pipewire, wireplumber or pipewire-pulse is not installed");
    Assumptions.assumeTrue(Programs.ofHost().has("parecord"), "parecord is not installed");
    pipewire = PrivatePipeWire.start();
    microphones =
        new PipeWireMicrophones(
            Fixture.settings(Map.of("server", "running")),
            new PipeWireServers(
                Map.of("XDG_RUNTIME_DIR", pipewire.directory().toString()),
                USER,
                Programs.ofHost()));
  }

  @AfterEach
  void stop() {
    if (microphones != null) {
      microphones.close();
    }
    if (pipewire != null) {
      pipewire.close();
    }
  }

  @Override
  protected MicrophoneProvider provider() {
    return microphones;
  }

  @Override
  protected MicrophoneProvider.Request unfitRequest() {
    return request();
  }

  @Override
  protected HostFacts facts() {
    return new Facts(
        Map.of("pipewire.library.version", "0.3.65", "pipewire.socket", "/run/user/1000/x"));
  }

  @Override
  protected Recording record(Microphone microphone) throws Exception {
    Recording recording = Recorder.start(folder, microphone.environment());
    Wait.until("parecord records", () -> recording.heard().length > 0);
    return recording;
  }

  @Override
  protected boolean kill() throws Exception {
    pipewire.crash();
    return true;
  }

  /// Nothing is asked of a microphone that a box could refuse; what it lacks is.
  @Test
  @Override
  public void assess_names_the_thing_and_the_class_of_trouble_when_it_is_unfit() {
    assertThat(microphones.assess(request(), Facts.none()).toString())
        .contains("libpipewire-0.3.so.0 is missing");
  }

  @Test
  void it_exists_while_it_is_open_under_its_name() throws Exception {
    var registry = new Registry(_ -> {});
    try (var look = PipeWireConnection.open("oriel-pw-look", pipewire.socket(), registry)) {
      try (Microphone microphone = microphones.open(request(), new RecordedHealth())) {
        look.sync(Duration.ofSeconds(5));
        assertThat(registry.all(Global.NODE)).anyMatch(this::isMicrophone);
        assertThat(microphone.environment())
            .containsEntry("PULSE_SOURCE", request().name())
            .containsEntry("PULSE_SERVER", "unix:" + pipewire.directory().resolve("pulse/native"));
      }
      Wait.until(
          "the microphone goes",
          () -> registry.all(Global.NODE).stream().noneMatch(this::isMicrophone));
    }
  }

  @Test
  void two_microphones_are_told_apart() throws Exception {
    try (Microphone first = microphones.open(request(), new RecordedHealth());
        Microphone second =
            microphones.open(
                new MicrophoneProvider.Request("oriel-mic-beef"), new RecordedHealth());
        Recording loud = record(first);
        Recording quiet = record(second);
        var speaker = new Speech(first)) {
      Wait.until("the first is heard", () -> speaker.isHeard(loud.heard()));

      assertThat(speaker.isHeard(quiet.heard())).isFalse();
    }
  }

  private boolean isMicrophone(Global node) {
    return node.property("node.name").filter(request().name()::equals).isPresent()
        && node.property("media.class").filter("Audio/Source"::equals).isPresent();
  }
}
