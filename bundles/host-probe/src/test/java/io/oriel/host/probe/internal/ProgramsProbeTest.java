package io.oriel.host.probe.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsProbeTest {
  @TempDir Path directory;
  private final RecordingSink sink = new RecordingSink();
  private FileWatch files;
  private ProgramsProbe probe;

  @BeforeEach
  void watch() throws IOException {
    files = new FileWatch();
    probe = new ProgramsProbe(files, List.of(directory.resolve("bin")));
  }

  @AfterEach
  void close() throws IOException {
    probe.close();
    files.close();
  }

  @Test
  void a_missing_sway_is_a_problem_with_its_remedy() throws Exception {
    Files.createDirectory(directory.resolve("bin"));

    probe.start(sink);

    assertThat(sink.conditions).isEmpty();
    assertThat(sink.facts)
        .containsEntry(
            "program.sway.problem", "sway is not installed; install it with: apt-get install sway");
  }

  @Test
  void installing_and_removing_sway_flips_its_condition_within_a_second() throws Exception {
    Files.createDirectory(directory.resolve("bin"));
    probe.start(sink);

    Path sway = install("sway", "echo sway version 1.9");
    long appeared = sink.await(s -> s.conditions.contains("oriel.program.sway"));
    Files.delete(sway);
    long vanished = sink.await(s -> s.facts.containsKey("program.sway.problem"));

    assertThat(appeared).isBetween(0L, 1000L);
    assertThat(vanished).isBetween(0L, 1000L);
    assertThat(sink.await(s -> s.conditions.isEmpty())).isNotNegative();
    assertThat(sink.facts).doesNotContainKey("program.sway.version");
  }

  @Test
  void a_directory_of_the_path_that_comes_later_is_noticed() throws Exception {
    probe.start(sink);

    Files.createDirectory(directory.resolve("bin"));
    install("sway", "echo sway version 1.7");

    assertThat(sink.await(s -> s.conditions.contains("oriel.program.sway"))).isNotNegative();
    assertThat(sink.facts).containsEntry("program.sway.version", "1.7");
  }

  @Test
  void an_old_sway_is_a_problem_until_it_is_replaced() throws Exception {
    Files.createDirectory(directory.resolve("bin"));
    install("sway", "echo sway version 1.5.1");
    probe.start(sink);
    assertThat(sink.conditions).isEmpty();
    assertThat(sink.facts.get("program.sway.problem")).contains("1.5.1 is too old", "apt-get");

    install("sway", "echo 'sway version 1.10.1-abc (branch master)'");

    assertThat(sink.await(s -> s.conditions.contains("oriel.program.sway"))).isNotNegative();
    assertThat(sink.facts).doesNotContainKey("program.sway.problem");
  }

  @Test
  void a_program_unpacked_before_its_libraries_is_looked_at_again() throws Exception {
    Files.createDirectory(directory.resolve("bin"));
    Path library = directory.resolve("library");
    install("sway", "test -e " + library + " && echo sway version 1.8");
    probe.start(sink);
    assertThat(sink.facts.get("program.sway.problem")).contains("does not run");

    Files.createFile(library);

    assertThat(sink.await(s -> s.conditions.contains("oriel.program.sway"))).isNotNegative();
  }

  private Path install(String name, String body) throws IOException {
    Path unpacked = directory.resolve(name + ".new");
    Files.writeString(unpacked, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Files.move(
        unpacked,
        directory.resolve("bin").resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
