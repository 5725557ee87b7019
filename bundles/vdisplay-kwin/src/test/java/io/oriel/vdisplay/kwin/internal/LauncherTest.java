package io.oriel.vdisplay.kwin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  @TempDir Path folder;

  @Test
  void the_launcher_is_a_java_of_its_own_path_and_stays_as_it_is() throws Exception {
    var launcher = Launcher.in(folder);
    launcher.install(JAVA_HOME);
    Files.setLastModifiedTime(launcher.desktopFile(), FileTime.fromMillis(0));

    launcher.install(JAVA_HOME);

    // another date would make KDE read all of them again
    assertThat(Files.getLastModifiedTime(launcher.desktopFile())).isEqualTo(FileTime.fromMillis(0));
    assertThat(Files.readString(launcher.desktopFile()))
        .contains("Exec=" + launcher.executable() + "\n", "zkde_screencast_unstable_v1");
    Process process =
        new ProcessBuilder(launcher.executable().toString(), "-version")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes())).contains("version");
    assertThat(process.waitFor()).isZero();
    assertThat(folder.resolve("oriel/kwin/bin")).isDirectoryContaining("glob:**/oriel-kwin");
  }

  @Test
  void a_path_that_a_desktop_file_would_quote_is_refused() throws IOException {
    Path spaced = Files.createDirectory(folder.resolve("my data"));

    assertThatThrownBy(() -> Launcher.in(spaced).install(JAVA_HOME))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("my data");
  }

  @Test
  void a_java_without_its_launcher_is_named() {
    assertThatThrownBy(() -> Launcher.in(folder).install(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none/bin/java");
  }
}
