package io.oriel.host.recording.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
  @Name("io.oriel.test.Marker")
  static final class Marker extends Event {}

  private record Settings(boolean enabled, int max_age_seconds, int max_size_mib)
      implements RecordingSettings {
    @Override
    public Class<? extends Annotation> annotationType() {
      return RecordingSettings.class;
    }
  }

  @TempDir private Path folder;
  private Recordings recordings;

  private Recordings with(boolean enabled) {
    recordings = new Recordings(new Settings(enabled, 60, 4), folder.resolve("data"));
    recordings.apply();
    return recordings;
  }

  @AfterEach
  void close() {
    recordings.close();
  }

  @Test
  void the_last_events_are_dumped_to_a_file_of_the_owner() throws Exception {
    with(true);
    new Marker().commit();
    Path file = folder.resolve("one.jfr");

    assertThat(recordings.recording("dump", file.toString())).startsWith(file.toString());

    assertThat(RecordingFile.readAllEvents(file))
        .anyMatch(e -> e.getEventType().getName().equals("io.oriel.test.Marker"));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(recordings.recording()).contains("last 60 s, up to 4 MiB");
  }

  @Test
  void a_dump_without_a_name_gets_one_in_the_data_folder() throws Exception {
    with(true);

    String answer = recordings.recording("dump");

    assertThat(Path.of(answer.substring(0, answer.indexOf(','))))
        .isRegularFile()
        .hasParent(folder.resolve("data"));
    assertThat(Files.getPosixFilePermissions(folder.resolve("data/live")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    try (var kept = Files.list(folder.resolve("data/live"))) {
      assertThat(kept).as("the JVM records into our folder").isNotEmpty();
    }
  }

  @Test
  void settings_start_change_and_stop_it() {
    with(false);
    assertThat(recordings.recording()).contains("nothing is recorded");

    set(new Settings(true, 60, 4));
    assertThat(recordings.recording()).contains("last 60 s, up to 4 MiB");
    set(new Settings(true, 90, 8));
    assertThat(recordings.recording()).contains("last 90 s, up to 8 MiB");
    set(new Settings(false, 90, 8));
    assertThat(recordings.recording()).contains("nothing is recorded");
    assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
  }

  private void set(RecordingSettings settings) {
    recordings.modified(settings);
    recordings.apply();
  }

  @Test
  void what_cannot_be_dumped_says_why_and_overwrites_nothing() throws Exception {
    with(true);
    Path there = Files.writeString(folder.resolve("there"), "precious");

    assertThatThrownBy(() -> recordings.recording("dump", "here.jfr"))
        .hasMessageContaining("whole path");
    assertThatThrownBy(() -> recordings.recording("erase"))
        .hasMessageContaining("recording dump [FILE]");
    assertThatThrownBy(() -> recordings.recording("dump", there.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exists");
    assertThat(there).hasContent("precious");
    set(new Settings(false, 60, 4));
    assertThatThrownBy(() -> recordings.recording("dump")).hasMessageContaining("enabled");
  }

  @Test
  void what_a_killed_host_left_is_removed() throws Exception {
    Path left = Files.createDirectories(folder.resolve("data/live/2026_01_01_00_00_00_1"));
    Files.writeString(left.resolve("old.jfr"), "old");

    with(true);

    assertThat(left).doesNotExist();
    assertThat(List.of(folder.resolve("data/live").toFile().list())).hasSize(1);
  }
}
