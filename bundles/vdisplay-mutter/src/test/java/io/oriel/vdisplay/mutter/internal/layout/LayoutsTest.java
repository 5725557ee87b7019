package io.oriel.vdisplay.mutter.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.oriel.api.display.Arrangement;
import io.oriel.api.display.Region;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutsTest {
  private static final Monitor PANEL = monitor("eDP-1", "Panel", "0x1", 1920, 1080, 1.0, 1.25, 2.0);
  private static final Monitor SCREEN = monitor("DP-2", "Screen", "0x2", 2560, 1440, 1.0, 2.0);
  private static final Monitor CLIENT =
      monitor("Meta-0", "Virtual remote monitor", "0x000001", 1280, 720, 1.0, 1.25, 1.5);
  private static final Monitor OTHER =
      monitor("Meta-1", "Virtual remote monitor", "0x000002", 1600, 900, 1.0);

  private static Monitor monitor(
      String connector, String product, String serial, int width, int height, Double... scales) {
    var mode = new Monitor.Mode(width + "x" + height, width, height, 60, List.of(scales), true);
    return new Monitor(connector, "Vendor", product, serial, List.of(mode));
  }

  private static Place place(Monitor monitor, int x, double scale, boolean primary) {
    var shown = new Place.Shown(monitor.connector(), monitor.modes().getFirst().id());
    return new Place(x, 0, scale, 0, primary, List.of(shown));
  }

  private static Screens screens(boolean divided, List<Monitor> monitors, Place... places) {
    return new Screens(7, monitors, List.of(places), divided);
  }

  @Test
  void beside_other_monitors_nothing_changes() {
    var now =
        screens(
            true, List.of(PANEL, CLIENT), place(PANEL, 0, 1, true), place(CLIENT, 1920, 1, false));

    assertThat(now.laidOutAs(Layouts.wanted(now, "Meta-0", Arrangement.EXTEND, 1))).isTrue();
  }

  @Test
  void another_scale_moves_what_is_right_of_the_display() {
    var now =
        screens(
            true,
            List.of(PANEL, CLIENT, SCREEN),
            place(PANEL, 0, 1, true),
            place(CLIENT, 1920, 1, false),
            place(SCREEN, 3200, 1, false));

    assertThat(Layouts.wanted(now, "Meta-0", Arrangement.EXTEND, 1.3))
        .containsExactly(
            place(PANEL, 0, 1, true),
            place(CLIENT, 1920, 1.25, false),
            place(SCREEN, 1920 + 1024, 1, false));
  }

  @Test
  void a_scale_moves_nothing_where_layouts_count_pixels() {
    var now =
        screens(
            false,
            List.of(CLIENT, SCREEN),
            place(CLIENT, 0, 1, true),
            place(SCREEN, 1280, 1, false));

    assertThat(Layouts.wanted(now, "Meta-0", Arrangement.EXTEND, 1.5))
        .containsExactly(place(CLIENT, 0, 1.5, true), place(SCREEN, 1280, 1, false));
  }

  @Test
  void the_only_one_leaves_no_monitor_on_but_those_that_are_recorded() {
    var now =
        screens(
            true,
            List.of(PANEL, SCREEN, CLIENT, OTHER),
            place(PANEL, 0, 2, true),
            place(SCREEN, 960, 1, false),
            place(CLIENT, 3520, 1, false),
            place(OTHER, 4800, 1, false));

    assertThat(Layouts.wanted(now, "Meta-1", Arrangement.ONLY, 1))
        .containsExactly(place(OTHER, 0, 1, true), place(CLIENT, 1600, 1, false));
  }

  @Test
  void the_layout_from_before_comes_back_and_other_clients_keep_their_monitors() {
    var before =
        screens(
            true,
            List.of(PANEL, SCREEN),
            place(PANEL, 2560, 1.25, false),
            place(SCREEN, 0, 1, true));
    var now =
        screens(
            true,
            List.of(PANEL, SCREEN, OTHER),
            place(PANEL, 0, 1, true),
            place(OTHER, 1920, 1, false));

    assertThat(Layouts.restored(now, before))
        .contains(
            List.of(
                place(PANEL, 2560, 1.25, false),
                place(SCREEN, 0, 1, true),
                place(OTHER, 2560 + 1536, 1, false)));
  }

  @Test
  void a_layout_of_monitors_that_have_gone_does_not_come_back() {
    var before =
        screens(
            true, List.of(PANEL, SCREEN), place(PANEL, 0, 1, true), place(SCREEN, 1920, 1, false));
    var now = screens(true, List.of(PANEL), place(PANEL, 0, 1, true));

    assertThat(Layouts.restored(now, before)).isEmpty();
  }

  @Test
  void a_turned_monitor_is_as_wide_as_it_was_high() {
    var turned = new Place(0, 0, 2, 1, true, place(PANEL, 0, 1, true).shown());
    var now = screens(true, List.of(PANEL), turned);

    assertThat(now.region(turned)).isEqualTo(new Region(0, 0, 540, 960));
  }

  @Test
  void a_layout_survives_as_text_and_nonsense_is_refused() throws Exception {
    var now = screens(true, List.of(PANEL), place(PANEL, 0, 1.25, true));

    assertThat(LayoutText.parse(LayoutText.of(now))).isEqualTo(now);
    for (String bad : List.of("", "[]", "{}", "null", "{\"monitors\":[null]}", "{\"places\":")) {
      assertThatIOException().as(bad).isThrownBy(() -> LayoutText.parse(bad));
    }
  }
}
