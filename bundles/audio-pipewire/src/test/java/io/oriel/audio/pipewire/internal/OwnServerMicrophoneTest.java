package io.oriel.audio.pipewire.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.audio.Microphone;
import io.oriel.api.audio.MicrophoneProvider;
import io.oriel.lib.pipewire.server.PipeWireServers;
import io.oriel.lib.programs.Programs;
import io.oriel.media.pipewire.PipeWire;
import io.oriel.media.pipewire.testing.PrivatePipeWire;
import io.oriel.tck.RecordedHealth;
import io.oriel.tck.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In a PipeWire that the host starts.
class OwnServerMicrophoneTest {
  private static final int SECOND = SpeechBuffer.RATE_HZ;

  @TempDir Path folder;
  private PipeWireMicrophones microphones;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(
        PrivatePipeWire.installed() && PipeWire.version().isPresent(),
        "pipewire, wireplumber or pipewire-pulse is not installed");
    Assumptions.assumeTrue(Programs.ofHost().has("parecord"), "parecord is not installed");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    System.setProperty("oriel.run", Files.createDirectory(folder.resolve("run")).toString());
    System.setProperty("oriel.logs", folder.resolve("logs").toString());
    microphones =
        new PipeWireMicrophones(Fixture.settings(Map.of("server", "own")), new PipeWireServers());
  }

  @AfterEach
  void stop() {
    if (microphones != null) {
      microphones.close();
    }
    System.clearProperty("oriel.run");
    System.clearProperty("oriel.logs");
  }

  @Test
  void programs_that_are_told_no_microphone_hear_silence_and_not_another_sessions()
      throws Exception {
    try (Microphone microphone =
            microphones.open(
                new MicrophoneProvider.Request("oriel-mic-c0de"), new RecordedHealth());
        var speaker = new Speech(microphone)) {
      var others = new HashMap<String, String>(microphone.environment());
      others.remove("PULSE_SOURCE");
      try (Recorder told = Recorder.start(folder, microphone.environment());
          Recorder other = Recorder.start(folder, others)) {
        Wait.until("the session's own hears it", () -> speaker.isHeard(told.heard()));
        Wait.until("the other records", () -> other.heard().length > SECOND / 2);

        assertThat(other.heard()).containsOnly(0f);
      }
    }
  }

  @Test
  void programs_that_were_told_of_it_before_it_was_there_hear_it_when_they_record_next()
      throws Exception {
    var request = new MicrophoneProvider.Request("oriel-mic-c0de");
    try (Microphone other =
        microphones.open(new MicrophoneProvider.Request("oriel-mic-beef"), new RecordedHealth())) {
      var early = new HashMap<String, String>(other.environment());
      early.putAll(microphones.environment(request));
      try (Recorder program = Recorder.start(folder, early)) {
        Wait.until("it records", () -> program.heard().length > SECOND / 2);
        assertThat(program.heard()).containsOnly(0f);
      }
      try (Microphone microphone = microphones.open(request, new RecordedHealth());
          var speaker = new Speech(microphone);
          Recorder program = Recorder.start(folder, early)) {
        Wait.until("the program hears it", () -> speaker.isHeard(program.heard()));
      }
    }
  }

  @Test
  void programs_of_pipewire_find_it_by_the_name_of_their_sink() throws Exception {
    var request = new MicrophoneProvider.Request("oriel-mic-c0de", "oriel-c0de");
    try (Microphone microphone = microphones.open(request, new RecordedHealth());
        var speaker = new Speech(microphone)) {
      var own = new HashMap<String, String>(microphone.environment());
      own.put("PIPEWIRE_NODE", "oriel-c0de");
      var others = new HashMap<String, String>(microphone.environment());
      others.put("PIPEWIRE_NODE", "oriel-beef");
      try (Recorder told = Recorder.ofPipeWire(folder, own);
          Recorder other = Recorder.ofPipeWire(folder, others)) {
        Wait.until("the session's own hears it", () -> speaker.isHeard(told.heard()));
        Wait.until("the other records", () -> other.heard().length > SECOND / 2);

        assertThat(speaker.isHeard(other.heard())).isFalse();
      }
    }
  }
}
