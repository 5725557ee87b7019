package io.oriel.input.libei.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.display.InputTarget.EisFd;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider;
import io.oriel.lib.input.nat.XkbKeymap;
import io.oriel.media.wayland.testing.TestWindow;
import io.oriel.tck.InjectorContract;
import io.oriel.tck.Seen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a program in a real desktop gets from this backend.
public abstract class DesktopContract extends InjectorContract {
  private static final int ROUNDS = 500;

  /// Mutter lets a new window grow for 250 ms, in which places on it are others than they will be.
  private static final long GROW_NANOS = 700_000_000;

  @TempDir Path folder;
  private EisDesktop desktop;
  private TestWindow window;

  /// Starts the desktop, or skips the test.
  abstract EisDesktop start(Path folder) throws Exception;

  EisDesktop desktop() throws Exception {
    if (desktop == null) {
      desktop = start(folder);
    }
    return desktop;
  }

  TestWindow window() {
    return window;
  }

  @AfterEach
  void end() {
    if (window != null) {
      window.close();
    }
    if (desktop != null) {
      desktop.close();
    }
  }

  @Override
  protected InjectorProvider provider() {
    return Configs.input(5000, false);
  }

  @Override
  protected InjectorProvider.Placement place() throws Exception {
    return new InjectorProvider.Placement(
        "desktop",
        new EisFd(desktop().connect(), Optional.empty()),
        new Region(0, 0, EisDesktop.WIDTH, EisDesktop.HEIGHT));
  }

  @Override
  protected Set<DeviceKind> devices() {
    return EnumSet.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN);
  }

  @Override
  protected void opened() throws Exception {
    window = new TestWindow(desktop().socket(), true);
    window.fill(0x336699);
    window.until(window::focused);
    long grown = System.nanoTime() + GROW_NANOS;
    while (System.nanoTime() < grown) {
      window.pump();
    }
  }

  @Override
  protected boolean kill() throws Exception {
    desktop().kill();
    return true;
  }

  @Override
  protected boolean saw(Seen event) throws Exception {
    window.pump();
    return switch (event) {
      case Seen.Key key ->
          window.keys.stream()
              .anyMatch(
                  seen ->
                      seen instanceof TestWindow.Key k
                          && k.evdevCode() == key.evdevCode()
                          && k.down() == key.down());
      case Seen.Text text -> typed().endsWith(text.text());
      case Seen.Button button ->
          window.pointing.contains("button " + button.evdevCode() + (button.down() ? " 1" : " 0"));
      case Seen.PointerAt at -> near(last("motion"), at.x01(), at.y01());
      case Seen.PointerBy by -> {
        var motions = all("motion");
        double[] now = motions.getLast();
        yield motions.stream()
            .anyMatch(m -> same(now[0] - m[0], by.dxPx()) && same(now[1] - m[1], by.dyPx()));
      }
      case Seen.Wheel wheel -> clicks(1) * 120 == wheel.dx120() && clicks(0) * 120 == wheel.dy120();
      case Seen.Touch touch ->
          touch.down()
              ? near(finger(), touch.x01(), touch.y01())
              : window.touching.stream().anyMatch(line -> line.startsWith("up"));
      case Seen.Pen pen -> near(last("motion"), pen.x01(), pen.y01());
    };
  }

  @Test
  public void parts_of_a_click_add_up_to_clicks() throws Exception {
    var injector = open();
    injector.moveTo(0.5, 0.5);
    for (int i = 0; i < 4; i++) {
      injector.scroll(0, 30);
    }
    window.until(() -> Math.abs(scrolled() - axisPerClick()) < 0.1);
  }

  private double scrolled() {
    return window.pointing.stream()
        .filter(line -> line.startsWith("axis 0 "))
        .mapToDouble(line -> Double.parseDouble(line.split(" ")[2]))
        .sum();
  }

  /// How far one click of the wheel scrolls.
  abstract double axisPerClick();

  @Test
  public void what_is_held_is_let_go_of_when_the_injector_goes() throws Exception {
    var injector = open();
    injector.key(42, true);
    injector.moveTo(0.5, 0.5);
    injector.button(0x110, true);
    window.until(() -> window.pointing.contains("button 272 1"));
    injector.close();
    window.until(() -> window.pointing.contains("button 272 0"));
    window.until(
        () ->
            window.keys.stream()
                .anyMatch(
                    k -> k instanceof TestWindow.Key key && key.evdevCode() == 42 && !key.down()));
  }

  /// Figures for the reference; the limit is for a busy machine.
  @Test
  public void events_arrive_soon() throws Exception {
    var injector = open();
    injector.moveTo(0.5, 0.5);
    window.until(() -> near(last("motion"), 0.5, 0.5));
    long[] took = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      int dx = i % 2 == 0 ? 8 : -8;
      String there = "motion " + (640.0 + Math.max(0, dx)) + " 360.0";
      long start = System.nanoTime();
      injector.moveBy(dx, 0);
      window.until(() -> window.pointing.getLast().equals(there));
      took[i] = System.nanoTime() - start;
    }
    Arrays.sort(took);
    System.out.printf(
        "%s: from the injector to a program's event: median %.2f ms, 99 %% %.2f ms%n",
        getClass().getSimpleName(), took[ROUNDS / 2] / 1e6, took[ROUNDS * 99 / 100] / 1e6);
    assertThat(took[ROUNDS / 2]).isLessThan(50_000_000);
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) < 0.01;
  }

  private static boolean near(double[] place, double x01, double y01) {
    return place != null
        && Math.abs(place[0] - x01 * EisDesktop.WIDTH) <= 1
        && Math.abs(place[1] - y01 * EisDesktop.HEIGHT) <= 1;
  }

  private List<double[]> all(String what) {
    var places = new ArrayList<double[]>();
    for (String line : window.pointing) {
      String[] words = line.split(" ");
      if (words[0].equals(what)) {
        places.add(new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])});
      }
    }
    return places;
  }

  private double[] last(String what) {
    var places = all(what);
    return places.isEmpty() ? null : places.getLast();
  }

  private double[] finger() {
    for (String line : window.touching) {
      String[] words = line.split(" ");
      if (words[0].equals("down")) {
        return new double[] {Double.parseDouble(words[2]), Double.parseDouble(words[3])};
      }
    }
    return null;
  }

  private int clicks(int axis) {
    return window.pointing.stream()
        .filter(line -> line.startsWith("discrete " + axis + " "))
        .mapToInt(line -> Integer.parseInt(line.split(" ")[2]))
        .sum();
  }

  /// What a program makes of the keys, dead ones left out.
  String typed() {
    var text = new StringBuilder();
    XkbKeymap keymap = null;
    String of = "";
    for (Object seen : window.keys) {
      if (seen instanceof TestWindow.Key key) {
        if (!key.keymap().equals(of)) {
          of = key.keymap();
          keymap = XkbKeymap.ofText(of).orElseThrow();
        }
        int codePoint = key.down() ? keymap.codePoint(key.evdevCode()) : 0;
        if (codePoint > ' ') {
          text.appendCodePoint(codePoint);
        }
      } else if (keymap != null && seen instanceof TestWindow.Modifiers m) {
        keymap.modifiers(m.depressed(), m.latched(), m.locked(), m.group());
      }
    }
    return text.toString();
  }
}
