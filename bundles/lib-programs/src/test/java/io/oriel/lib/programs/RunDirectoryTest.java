package io.oriel.lib.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  private static final Account SELF = new Account(false, "me", 0);

  @TempDir Path folder;
  private final String temporary = System.getProperty("java.io.tmpdir");

  @BeforeEach
  void elsewhere() {
    System.clearProperty("oriel.run");
    System.setProperty("java.io.tmpdir", folder.toString());
  }

  @AfterEach
  void back() {
    System.setProperty("java.io.tmpdir", temporary);
  }

  private Path shared() {
    return folder.resolve("oriel-" + ProcessHandle.current().pid());
  }

  @Test
  void it_is_its_users_alone_and_goes_with_all_it_holds() throws Exception {
    RunDirectory run = RunDirectory.create("one", SELF);
    Path outside = Files.writeString(folder.resolve("outside"), "stays");
    Files.createDirectories(run.resolve("a/b"));
    Files.writeString(run.resolve("a/b/c"), "x");
    Files.createSymbolicLink(run.resolve("a/link"), folder);
    Files.createSymbolicLink(run.resolve("link"), outside);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path())))
        .isEqualTo("rwx------");
    run.delete();
    run.delete();

    assertThat(run.path()).doesNotExist();
    assertThat(outside).hasContent("stays");
  }

  @Test
  void what_somebody_put_into_the_temporary_folder_before_is_refused() throws Exception {
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    Files.createSymbolicLink(shared(), theirs);
    refused();
    Files.delete(shared());

    Files.createDirectory(shared());
    Files.setPosixFilePermissions(shared(), PosixFilePermissions.fromString("rwxrwxrwx"));
    refused();
    assertThat(theirs).isEmptyDirectory();
  }

  private void refused() {
    assertThatThrownBy(() -> RunDirectory.create("one", SELF))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to somebody else")
        .hasMessageContaining("oriel.run");
  }
}
