package io.oriel.library.desktop.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesktopFileTest {
  private static final String TEXT =
      """
      # a comment
      Name=outside
      [Desktop Entry]
      Type=Application
      Name = Game
      Name[de]=Spiel
      Name[de_AT]=Schpü
      Name[sr@latin]=Igra
      Exec=sh\\s-c "a\\\\b"
      Categories=Game;Action\\;Game;;
      NoDisplay=false
      [Desktop Action x]
      Name=Other
      """;

  private final DesktopFile file = DesktopFile.parse(TEXT);

  @Test
  void the_group_is_read_and_no_other() {
    assertThat(file.text("Name")).contains("Game");
    assertThat(file.text("Exec")).contains("sh -c \"a\\b\"");
    assertThat(file.list("Categories")).containsExactly("Game", "Action;Game");
    assertThat(file.yes("NoDisplay")).isFalse();
    assertThat(file.text("TryExec")).isEmpty();
  }

  @Test
  void the_nearest_locale_counts() {
    assertThat(file.localized("Name", "de_AT.UTF-8")).contains("Schpü");
    assertThat(file.localized("Name", "de_CH.UTF-8")).contains("Spiel");
    assertThat(file.localized("Name", "sr_RS.UTF-8@latin")).contains("Igra");
    assertThat(file.localized("Name", "fr_FR")).contains("Game");
    assertThat(file.localized("Name", "C")).contains("Game");
  }

  @Test
  void a_huge_file_is_not_read(@TempDir Path folder) throws Exception {
    Path huge = Files.write(folder.resolve("a.desktop"), new byte[300 * 1024]);
    assertThatIOException().isThrownBy(() -> DesktopFile.read(huge)).withMessageContaining("256");
  }

  @Test
  void whatever_a_file_holds_is_read_or_refused() {
    var random = new Random(11);
    byte[] good = TEXT.getBytes(StandardCharsets.UTF_8);
    long end = System.nanoTime() + 1_000_000_000;
    while (System.nanoTime() < end) {
      byte[] bytes = good.clone();
      for (int i = random.nextInt(12); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      var read = DesktopFile.parse(new String(bytes, StandardCharsets.UTF_8));
      read.localized("Name", "de_AT@x");
      read.list("Categories");
      read.text("Exec").ifPresent(DesktopFileTest::split);
    }
  }

  private static void split(String exec) {
    try {
      assertThat(ExecLine.words(exec, "n", "i", "f")).isNotEmpty();
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
