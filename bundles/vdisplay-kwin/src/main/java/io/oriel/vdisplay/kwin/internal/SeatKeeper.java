package io.oriel.vdisplay.kwin.internal;

import io.oriel.lib.input.nat.XkbKeymap;
import io.oriel.media.nat.Memfd;
import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlKeyboard;
import io.oriel.media.wayland.protocol.WlSeat;
import io.oriel.media.wayland.protocol.ZwlrVirtualPointerManagerV1;
import io.oriel.media.wayland.protocol.ZwlrVirtualPointerV1;
import io.oriel.media.wayland.protocol.ZwpVirtualKeyboardManagerV1;
import io.oriel.media.wayland.protocol.ZwpVirtualKeyboardV1;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A pointer and a keyboard in the outer compositor that nobody uses and that stay for as long as
/// the inner one: KWin 5.27 does not survive that its seat loses its last pointer or keyboard, as
/// it does whenever a client's injector leaves.
final class SeatKeeper implements AutoCloseable {
  private static final String KEYMAP =
      "xkb_keymap { xkb_keycodes { include \"evdev+aliases(qwerty)\" }; xkb_types { include"
          + " \"complete\" }; xkb_compat { include \"complete\" }; xkb_symbols { include"
          + " \"pc+us+inet(evdev)\" }; };";

  private final KwinLoop loop;

  private SeatKeeper(KwinLoop loop) {
    this.loop = loop;
  }

  /// Makes the devices and returns when the seat has them.
  ///
  /// @param socket of the outer compositor
  static SeatKeeper open(String id, String socket, Duration limit) throws IOException {
    var connection = WaylandConnection.connect(socket);
    try {
      Globals globals = Globals.of(connection, limit);
      WlSeat seat = globals.need(new WlSeat(), 1);
      globals
          .need(new ZwlrVirtualPointerManagerV1(), 1)
          .createVirtualPointer(seat, new ZwlrVirtualPointerV1());
      var keyboard = new ZwpVirtualKeyboardV1();
      globals.need(new ZwpVirtualKeyboardManagerV1(), 1).createVirtualKeyboard(seat, keyboard);
      keymap(keyboard);
      connection.roundtrip(limit);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
    // It reads what the compositor tells, so that its socket never fills; sway's end is noticed by
    // its process.
    var loop = new KwinLoop("oriel-seat-" + id, connection, _ -> {});
    loop.start();
    return new SeatKeeper(loop);
  }

  private static void keymap(ZwpVirtualKeyboardV1 keyboard) throws IOException {
    String text = KEYMAP;
    var compiled = XkbKeymap.ofNames("", "", "", "");
    if (compiled.isPresent()) {
      try (XkbKeymap map = compiled.get()) {
        text = map.text();
      }
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int size = utf8.length + 1; // the compositor reads up to a NUL
    try (var memory = Memfd.create("oriel-keymap", size)) {
      MemorySegment.copy(utf8, 0, memory.bytes(), ValueLayout.JAVA_BYTE, 0, utf8.length);
      keyboard.keymap(WlKeyboard.KEYMAP_FORMAT_XKB_V1, memory.fd(), size);
    } catch (WaylandException e) {
      throw e;
    } catch (IOException e) {
      throw new WaylandException("no memory for a keymap: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
