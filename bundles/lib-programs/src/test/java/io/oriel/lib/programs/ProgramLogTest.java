package io.oriel.lib.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramLogTest {
  @TempDir Path folder;

  @Test
  void a_log_that_grows_keeps_its_end_and_what_is_appended() throws Exception {
    Path file = folder.resolve("app.log");
    var log = new ProgramLog(file);
    try (var writer =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int i = 0; i < 1000; i++) {
        writer.write("line " + i + "\n");
      }
      writer.flush();
      log.bound(4_000);
      writer.write("last line\n");
    }

    assertThat(Files.size(file)).isLessThan(4_000);
    assertThat(log.tail(2)).isEqualTo("line 999 | last line");
    assertThat(Files.readString(file)).startsWith("… what was here");
  }

  @Test
  void a_log_is_for_the_hosts_user_alone() throws Exception {
    System.setProperty("oriel.logs", folder.toString());
    try {
      Path file = ProgramLog.create("app", "one").file();
      ProgramLog.create("app", "one");

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    } finally {
      System.clearProperty("oriel.logs");
    }
  }

  @Test
  void a_small_one_is_left_alone() throws Exception {
    Path file = Files.writeString(folder.resolve("a.log"), "hello\n\n  world \n");
    new ProgramLog(file).bound(100);

    assertThat(new ProgramLog(file).tail(5)).isEqualTo("hello | world");
    assertThat(new ProgramLog(folder.resolve("none")).tail(5)).isEmpty();
  }
}
