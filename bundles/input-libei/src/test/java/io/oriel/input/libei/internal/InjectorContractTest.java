package io.oriel.input.libei.internal;

import io.oriel.api.display.InputTarget.EisFd;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider;
import io.oriel.input.libei.internal.EisServer.Device;
import io.oriel.lib.input.nat.XkbKeymap;
import io.oriel.tck.InjectorContract;
import io.oriel.tck.Seen;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/// The contract of injectors at a server of our own, for machines without a desktop that has one.
class InjectorContractTest extends InjectorContract {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 500;

  private final List<EisServer> servers = new ArrayList<>();

  @AfterEach
  void end() {
    servers.forEach(EisServer::close);
  }

  @Override
  protected InjectorProvider provider() {
    return Configs.input();
  }

  @Override
  protected InjectorProvider.Placement place() throws Exception {
    servers.forEach(EisServer::close);
    servers.clear();
    var server =
        new EisServer()
            .offers(
                "ei_pointer",
                "ei_pointer_absolute",
                "ei_scroll",
                "ei_button",
                "ei_keyboard",
                "ei_touchscreen")
            .onBind(new Device("keys", "ei_keyboard").keymap(LibeiInputTest.keymap("de", "")))
            .onBind(new Device("mouse", "ei_pointer", "ei_scroll", "ei_button"))
            .onBind(
                new Device("tablet", "ei_pointer_absolute", "ei_button", "ei_touchscreen")
                    .region(0, 0, WIDTH, HEIGHT, null))
            .start();
    servers.add(server);
    return new InjectorProvider.Placement(
        "display", new EisFd(server.connect(), Optional.empty()), new Region(0, 0, WIDTH, HEIGHT));
  }

  @Override
  protected Set<DeviceKind> devices() {
    return EnumSet.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN);
  }

  @Override
  protected boolean kill() {
    servers.getLast().close();
    return true;
  }

  @Override
  protected boolean saw(Seen event) {
    var lines = servers.getLast().requests();
    return switch (event) {
      case Seen.Key key ->
          lines.contains("keys key " + key.evdevCode() + (key.down() ? " 1" : " 0"));
      case Seen.Text text -> typed(lines).equals(text.text());
      case Seen.Button button ->
          lines.stream()
              .anyMatch(
                  l -> l.endsWith(" button " + button.evdevCode() + (button.down() ? " 1" : " 0")));
      case Seen.PointerAt at -> lines.contains(place("motion_absolute", at.x01(), at.y01()));
      case Seen.PointerBy by ->
          lines.contains("mouse motion " + (float) by.dxPx() + " " + (float) by.dyPx());
      case Seen.Wheel wheel ->
          lines.contains("mouse discrete 0 " + wheel.dy120())
              && lines.contains("mouse discrete " + wheel.dx120() + " 0");
      case Seen.Touch touch ->
          touch.down()
              ? lines.contains(place("down 0", touch.x01(), touch.y01()))
              : lines.contains("tablet up 0");
      case Seen.Pen pen -> lines.contains(place("motion_absolute", pen.x01(), pen.y01()));
    };
  }

  private static String place(String what, double x01, double y01) {
    return "tablet " + what + " " + (float) (x01 * WIDTH) + " " + (float) (y01 * HEIGHT);
  }

  /// Text as a program with this layout reads it; a dead acute stands before its letter.
  private static String typed(List<String> lines) {
    var text = new StringBuilder();
    boolean acute = false;
    try (var keymap = XkbKeymap.ofText(LibeiInputTest.keymap("de", "")).orElseThrow()) {
      for (String line : lines) {
        if (!line.startsWith("keys key ")) {
          continue;
        }
        int key = Integer.parseInt(line.split(" ")[2]);
        boolean down = line.endsWith(" 1");
        int codePoint = keymap.codePoint(key);
        if (down && codePoint == 0) {
          acute |= keymap.keysym(key) == 0xfe51; // XKB_KEY_dead_acute
        } else if (down) {
          text.append(Character.toString(codePoint)).append(acute ? "\u0301" : "");
          acute = false;
        }
        keymap.key(key, down);
      }
    }
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
