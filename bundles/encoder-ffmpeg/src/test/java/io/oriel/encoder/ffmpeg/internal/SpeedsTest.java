package io.oriel.encoder.ffmpeg.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedsTest {
  @TempDir Path folder;

  @Test
  void the_highest_speed_is_kept_from_start_to_start() {
    var file = folder.resolve("speeds");
    var first = new Speeds(file, "cpu, 4");
    assertThat(first.best("x265.8-420", 5e7)).isEqualTo(5e7);
    first.keep();

    var second = new Speeds(file, "cpu, 4");

    assertThat(second.best("x265.8-420", 1e7)).isEqualTo(5e7);
    assertThat(second.best("x265.8-420", 7e7)).isEqualTo(7e7);
    assertThat(second.best("x265.10-420", 1e7)).isEqualTo(1e7);
  }

  @Test
  void speeds_of_another_machine_are_forgotten() {
    var file = folder.resolve("speeds");
    var here = new Speeds(file, "cpu, 4");
    here.best("x265.8-420", 5e7);
    here.keep();

    assertThat(new Speeds(file, "cpu, 2").best("x265.8-420", 1e7)).isEqualTo(1e7);
  }

  @Test
  void a_file_that_is_not_understood_is_as_good_as_none() throws Exception {
    var file = Files.writeString(folder.resolve("speeds"), "machine=cpu\nx265.8-420=fast\n\\u12");

    var speeds = new Speeds(file, "cpu");

    assertThat(speeds.best("x265.8-420", 1e7)).isEqualTo(1e7);
    assertThat(new Speeds(null, "cpu").best("x265.8-420", 2)).isEqualTo(2);
  }

  @Test
  void a_stream_is_kept_up_with_when_there_is_room_to_spare() {
    var verdict = new Verdict(true, false, "", 1280.0 * 720 * 100);

    assertThat(verdict.keepsUp(1280.0 * 720 * 60)).isTrue();
    assertThat(verdict.keepsUp(1280.0 * 720 * 61)).isFalse();
    assertThat(verdict.rate(640, 360)).isEqualTo(400);
  }
}
