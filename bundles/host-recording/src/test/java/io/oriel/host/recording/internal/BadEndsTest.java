package io.oriel.host.recording.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.session.EndReason;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadEndsTest {
  private record Settings(boolean enabled, int max_age_seconds, int max_size_mib)
      implements RecordingSettings {
    @Override
    public Class<? extends Annotation> annotationType() {
      return RecordingSettings.class;
    }
  }

  @TempDir private Path folder;
  private final AtomicLong now = new AtomicLong();
  private Recordings recordings;

  private BadEnds with(boolean enabled) throws IOException {
    Files.createDirectories(folder);
    recordings = new Recordings(new Settings(enabled, 60, 4), folder);
    recordings.apply();
    return new BadEnds(recordings, Runnable::run, now::get);
  }

  private List<Path> kept() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @AfterEach
  void close() {
    recordings.close();
  }

  @Test
  void a_session_that_lost_its_encoder_leaves_a_recording() throws Exception {
    BadEnds ends = with(true);

    ends.ended("17a0", EndReason.ENCODER_LOST, "x264 died");

    assertThat(kept()).singleElement().asString().endsWith("-17a0.jfr");
    assertThat(RecordingFile.readAllEvents(kept().getFirst())).isNotEmpty();
  }

  @Test
  void what_the_client_or_the_owner_ended_leaves_none() throws Exception {
    BadEnds ends = with(true);

    for (var reason : List.of(EndReason.CLIENT_QUIT, EndReason.CLIENT_GONE, EndReason.SHUTDOWN)) {
      ends.ended("17a0", reason, "");
    }

    assertThat(kept()).isEmpty();
  }

  @Test
  void of_many_bad_ends_in_a_row_one_a_minute_and_the_last_five_are_kept() throws Exception {
    BadEnds ends = with(true);
    Path own = Files.createFile(folder.resolve("oriel-20260101-000000.jfr"));
    Path old = Files.createFile(folder.resolve("ended-20260101-000000-0000.jfr"));

    IntStream.range(0, 7)
        .forEach(
            i -> {
              ends.ended("000" + i, EndReason.FAILED, "");
              ends.ended("100" + i, EndReason.FAILED, "");
              now.addAndGet(TimeUnit.MINUTES.toNanos(1));
            });

    assertThat(kept()).hasSize(BadEnds.KEPT + 1).contains(own).doesNotContain(old);
    assertThat(kept()).noneMatch(file -> file.toString().matches(".*-100[0-9][.]jfr"));
    assertThat(kept()).anyMatch(file -> file.toString().endsWith("-0006.jfr"));
  }

  @Test
  void without_a_recording_nothing_happens() throws Exception {
    with(false).ended("17a0", EndReason.FAILED, "");

    assertThat(kept()).isEmpty();
  }
}
