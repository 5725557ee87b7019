package io.oriel.vdisplay.wlroots.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.lib.programs.Programs;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Displays in a labwc that stands for the user's desktop: it makes no monitors, its two take the
/// clients' sizes.
class LabwcTest {
  @TempDir Path folder;
  private final Fixture.Health health = new Fixture.Health();
  private UserDesktop desktop;
  private WlrootsDisplays displays;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(Programs.ofHost().has("labwc"), "labwc is not installed");
    System.setProperty("oriel.state", folder.resolve("state").toString());
    desktop = UserDesktop.labwc(folder);
    displays =
        new WlrootsDisplays(
            Fixture.settings(Map.of("desktop", "attach")),
            Programs.ofHost(),
            Map.of("XDG_RUNTIME_DIR", desktop.directory().toString()));
  }

  @AfterEach
  void end() {
    if (displays != null) {
      displays.close();
    }
    if (desktop != null) {
      desktop.close();
    }
    System.clearProperty("oriel.state");
  }

  @Test
  void a_monitor_takes_the_clients_size_and_gets_its_own_back() throws Exception {
    DisplayRequest before = asItIs();

    try (VirtualDisplay display = open(1000, 700, Arrangement.EXTEND)) {
      assertThat(display.attached()).isTrue();
      assertThat(display.actual().widthPx()).isEqualTo(1000);
      assertThat(display.actual().heightPx()).isEqualTo(700);
      display.reconfigure(DisplayRequest.of("test", 640, 400, 60_000));
      assertThat(display.actual().heightPx()).isEqualTo(400);
    }

    assertThat(asItIs()).isEqualTo(before);
    assertThat(LayoutJournal.of("wlroots").left()).isEmpty();
    assertThat(health.lost).isNotDone();
  }

  @Test
  void as_many_clients_as_there_are_monitors_have_one_at_once() throws Exception {
    DisplayRequest before = asItIs();

    try (VirtualDisplay one = open(800, 600, Arrangement.EXTEND);
        VirtualDisplay other = open(640, 480, Arrangement.EXTEND)) {
      assertThat(one.actual().widthPx()).isEqualTo(800);
      assertThat(other.actual().widthPx()).isEqualTo(640);
      assertThat(output(one)).isNotEqualTo(output(other));
      assertThatThrownBy(() -> open(640, 480, Arrangement.EXTEND))
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.BUSY));
      assertThat(one.actual().widthPx()).isEqualTo(800);
    }

    assertThat(asItIs()).isEqualTo(before);
  }

  @Test
  void the_clients_monitor_can_be_the_only_one_that_is_on() throws Exception {
    DisplayRequest before = asItIs();

    try (VirtualDisplay display = open(1280, 800, Arrangement.ONLY)) {
      assertThat(display.region().x()).isZero();
      assertThatThrownBy(() -> open(1280, 720, Arrangement.MIRROR, other(output(display))))
          .hasMessageContaining("those that are on: " + output(display));
    }

    assertThat(asItIs()).isEqualTo(before);
  }

  private DisplayRequest asItIs() throws Exception {
    try (VirtualDisplay shown = open(640, 480, Arrangement.MIRROR, "HEADLESS-1")) {
      return shown.actual();
    }
  }

  private static String other(String output) {
    return output.equals("HEADLESS-1") ? "HEADLESS-2" : "HEADLESS-1";
  }

  private static String output(VirtualDisplay display) throws BackendException {
    return ((CaptureTarget.WaylandOutput) display.captureTarget()).output();
  }

  private VirtualDisplay open(int widthPx, int heightPx, Arrangement arrangement)
      throws BackendException {
    return displays.open(
        DisplayRequest.of("test", widthPx, heightPx, 60_000)
            .arranged(arrangement, Optional.empty()),
        Map.of(),
        health);
  }

  private VirtualDisplay open(int widthPx, int heightPx, Arrangement arrangement, String mirrored)
      throws BackendException {
    return displays.open(
        DisplayRequest.of("test", widthPx, heightPx, 60_000)
            .arranged(arrangement, Optional.of(mirrored)),
        Map.of(),
        health);
  }
}
