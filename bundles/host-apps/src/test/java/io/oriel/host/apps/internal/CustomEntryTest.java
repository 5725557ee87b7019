package io.oriel.host.apps.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.app.App;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomEntryTest {
  private static final String FILE = "file:/data/etc/io.oriel.host.apps.entry-retro.cfg";

  private static CustomEntry entry(Map<String, Object> settings) {
    return new CustomEntry(
        Fixture.settings(EntrySettings.class, settings),
        Map.of("felix.fileinstall.filename", FILE));
  }

  @Test
  void a_file_is_an_application() {
    var entry =
        entry(
            Map.of(
                "title",
                "RetroArch ",
                "command",
                "retroarch --config '~/a b'",
                "environment",
                new String[] {"SDL_VIDEODRIVER=wayland", "A=b=c"},
                "end_session",
                false));

    App app = entry.apps().getFirst();

    assertThat(app.id()).isEqualTo("custom:retro");
    assertThat(app.title()).isEqualTo("RetroArch");
    assertThat(app.command()).containsExactly("retroarch", "--config", "~/a b");
    assertThat(app.environment()).containsEntry("A", "b=c").hasSize(2);
    assertThat(app.endsSession()).isFalse();
    assertThat(entry.remarks()).isEmpty();
  }

  @Test
  void a_bad_one_names_file_and_key() {
    assertThat(entry(Map.of()).remarks())
        .containsExactly("etc/io.oriel.host.apps.entry-retro.cfg is not listed: title is missing");
    assertThat(entry(Map.of("title", "a", "command", "sh -c 'x")).remarks())
        .containsExactly(
            "etc/io.oriel.host.apps.entry-retro.cfg is not listed: command: a quote ' is not closed");
    assertThat(entry(Map.of("title", "a")).remarks().getFirst()).endsWith("command is missing");
    var bad = entry(Map.of("title", "a", "command", "a", "environment", new String[] {"1A=x"}));
    assertThat(bad.remarks())
        .containsExactly(
            "etc/io.oriel.host.apps.entry-retro.cfg is not listed: environment: \"1A=x\" is not"
                + " NAME=value");
    assertThat(bad.apps()).isEmpty();
  }

  @Test
  void a_missing_picture_loses_only_the_picture() {
    var entry = entry(Map.of("title", "a", "command", "a", "picture", "/nowhere/a.png"));

    assertThat(entry.apps()).hasSize(1);
    assertThat(entry.remarks())
        .containsExactly(
            "etc/io.oriel.host.apps.entry-retro.cfg is listed without its picture: there is no"
                + " /nowhere/a.png");
  }

  @Test
  void a_configuration_from_the_console_has_a_name_too() {
    assertThat(EntryName.of(Map.of("service.pid", "io.oriel.host.apps.entry~my game")))
        .isEqualTo("my game");
  }
}
