package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.display.InputTarget;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider;
import io.oriel.lib.input.nat.XkbKeymap;
import io.oriel.media.wayland.testing.TestWindow;
import io.oriel.tck.InjectorContract;
import io.oriel.tck.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Input of Mutter's remote desktop, seen by a real window.
class InjectorContractTest extends InjectorContract {
  @TempDir static Path state;
  private static RunningMutter mutter; // shared: starting one takes seconds
  private static TestWindow window; // shared: a new one grows, and places on it with it

  @BeforeEach
  void start() throws Exception {
    if (mutter == null) {
      mutter = new RunningMutter(state);
    }
  }

  @AfterAll
  static void end() {
    if (window != null) {
      window.close();
    }
    if (mutter != null) {
      mutter.close();
    }
    window = null;
    mutter = null;
  }

  @Override
  protected InjectorProvider provider() {
    return new MutterInput(mutter.open);
  }

  @Override
  protected InjectorProvider.Placement place() {
    return new InjectorProvider.Placement(
        mutter.display.id(), new InputTarget.Own(), mutter.display.region());
  }

  @Override
  protected Set<DeviceKind> devices() {
    return Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN);
  }

  /// As in a session: pictures are taken once the devices are there.
  @Override
  protected void opened() throws Exception {
    if (window == null) {
      mutter.view();
      window = new TestWindow(mutter.socket(), true);
      window.fill(0x336699);
      window.until(() -> window.focused() && window.widthPx() == RunningMutter.WIDTH);
      grown();
    }
    window.pump();
    window.keys.clear();
    window.pointing.clear();
    window.touching.clear();
  }

  /// Mutter lets a new window grow; when it has, the pointer is to the pixel where it was sent.
  private void grown() throws Exception {
    try (var pointer =
        provider().open(place(), Set.of(DeviceKind.POINTER), Feedback.NONE, new Fixture.Health())) {
      Fixture.await(
          () -> {
            pointer.moveTo(0.875, 0.875);
            pointer.moveTo(0.125, 0.125);
            pump();
            return at(0.125, 0.125);
          },
          "a window that has grown");
      pointer.moveTo(0.875, 0.125);
      window.until(() -> at(0.875, 0.125));
    }
  }

  @Test
  @Override
  public void text_is_typed_whatever_the_layout_is() throws Exception {
    Injector injector = open();

    injector.text("hi"); // what Mutter's layout does not have, it leaves out
    injector.flush();

    Fixture.await(() -> saw(new Seen.Text("hi")), "text");
  }

  @Override
  protected boolean saw(Seen event) {
    pump();
    List<String> pointing = window.pointing;
    return switch (event) {
      case Seen.Key(int code, boolean down) ->
          window.keys.stream()
              .anyMatch(
                  k ->
                      k instanceof TestWindow.Key key
                          && key.evdevCode() == code
                          && key.down() == down);
      case Seen.Text(String text) -> typed().contains(text);
      case Seen.Button(int code, boolean down) ->
          pointing.contains("button " + code + (down ? " 1" : " 0"));
      case Seen.PointerAt(double x, double y) -> at(x, y);
      case Seen.PointerBy(double dx, double dy) ->
          at(0.5 + dx / RunningMutter.WIDTH, 0.5 + dy / RunningMutter.HEIGHT);
      case Seen.Wheel(int dx, int dy) ->
          pointing.contains("discrete 1 " + dx / 120)
              && pointing.contains("discrete 0 " + dy / 120);
      case Seen.Touch(boolean down, double x, double y) ->
          window.touching.stream()
              .anyMatch(
                  line ->
                      down
                          ? line.startsWith("down ") && line.endsWith(place(x, y))
                          : line.startsWith("up "));
      case Seen.Pen(double x, double y) -> at(x, y);
    };
  }

  private static void pump() {
    try {
      window.pump();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean at(double x01, double y01) {
    return window.pointing.contains("motion" + place(x01, y01));
  }

  private static String place(double x01, double y01) {
    return " " + x01 * RunningMutter.WIDTH + " " + y01 * RunningMutter.HEIGHT;
  }

  /// What a program reads: each key by the keymap and modifiers in force when it came.
  private String typed() {
    var text = new StringBuilder();
    XkbKeymap keymap = null;
    String of = "";
    for (Object seen : window.keys) {
      if (seen instanceof TestWindow.Key key) {
        if (!key.keymap().equals(of)) {
          if (keymap != null) {
            keymap.close();
          }
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
    if (keymap != null) {
      keymap.close();
    }
    return text.toString();
  }
}
