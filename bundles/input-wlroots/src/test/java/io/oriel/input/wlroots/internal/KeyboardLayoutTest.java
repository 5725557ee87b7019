package io.oriel.input.wlroots.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.lib.input.nat.XkbKeymap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyboardLayoutTest {
  private static final Map<String, String> NO_ENVIRONMENT = Map.of();

  @TempDir Path root;

  @Test
  void the_environment_comes_first() throws Exception {
    write("etc/default/keyboard", "XKBLAYOUT=fr\n");

    assertThat(KeyboardLayout.ofSystem(Map.of("XKB_DEFAULT_LAYOUT", "de"), root))
        .isEqualTo(new KeyboardLayout("", "de", "", ""));
  }

  @Test
  void debians_file_is_read() throws Exception {
    write(
        "etc/default/keyboard",
        """
        # KEYBOARD CONFIGURATION FILE
        XKBMODEL="pc105"
        XKBLAYOUT="de,ru"
        XKBVARIANT="nodeadkeys,"
        XKBOPTIONS='ctrl:nocaps'
        BACKSPACE="guess"
        """);

    assertThat(KeyboardLayout.ofSystem(NO_ENVIRONMENT, root))
        .isEqualTo(new KeyboardLayout("pc105", "de,ru", "nodeadkeys,", "ctrl:nocaps"));
  }

  @Test
  void what_localectl_wrote_is_read() throws Exception {
    write(
        "etc/X11/xorg.conf.d/00-keyboard.conf",
        """
        Section "InputClass"
                Option "XkbLayout" "gb"
                Option "XkbVariant" "extd"
        EndSection
        """);

    assertThat(KeyboardLayout.ofSystem(NO_ENVIRONMENT, root))
        .isEqualTo(new KeyboardLayout("", "gb", "extd", ""));
  }

  @Test
  void nothing_configured_is_a_us_keyboard() {
    assertThat(KeyboardLayout.ofSystem(NO_ENVIRONMENT, root).layout()).isEqualTo("us");
  }

  @Test
  void nonsense_counts_as_not_configured() {
    assertThat(new KeyboardLayout("\"", "us\"; }", null, "a b"))
        .isEqualTo(new KeyboardLayout("", "", "", ""));
  }

  @Test
  void the_keymap_for_hosts_without_the_library_is_the_layouts() {
    Assumptions.assumeTrue(XkbKeymap.available(), "libxkbcommon.so.0 is not installed");
    var layout = new KeyboardLayout("", "de,us", "nodeadkeys,", "");

    try (var keymap = XkbKeymap.ofText(layout.includingKeymap()).orElseThrow()) {
      assertThat(keymap.codePoint(44)).isEqualTo('y'); // KEY_Z
      assertThat(keymap.codePoint(13)).isEqualTo('´'); // KEY_EQUAL, dead without the variant
    }
  }

  private void write(String path, String text) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
