package io.oriel.input.wlroots.internal;

import io.oriel.media.nat.Memfd;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlKeyboard;
import io.oriel.media.wayland.protocol.WlSeat;
import io.oriel.media.wayland.protocol.ZwpVirtualKeyboardManagerV1;
import io.oriel.media.wayland.protocol.ZwpVirtualKeyboardV1;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// One virtual keyboard of the seat. Connection's thread.
final class VirtualKeyboard {
  private final ZwpVirtualKeyboardV1 device = new ZwpVirtualKeyboardV1();

  VirtualKeyboard(ZwpVirtualKeyboardManagerV1 manager, WlSeat seat) throws WaylandException {
    manager.createVirtualKeyboard(seat, device);
  }

  /// Sets what the keys mean from here on; needed before the first key.
  ///
  /// @param text XKB text format 1
  void keymap(String text) throws WaylandException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int size = utf8.length + 1; // the compositor reads up to a NUL
    try (var memory = Memfd.create("oriel-keymap", size)) {
      MemorySegment.copy(utf8, 0, memory.bytes(), ValueLayout.JAVA_BYTE, 0, utf8.length);
      device.keymap(WlKeyboard.KEYMAP_FORMAT_XKB_V1, memory.fd(), size);
    } catch (WaylandException e) {
      throw e;
    } catch (IOException e) {
      throw new WaylandException("no memory for a keymap: " + e.getMessage(), e);
    }
  }

  /// A key by its evdev code.
  void key(int timeMs, int evdevCode, boolean down) throws WaylandException {
    device.key(
        timeMs, evdevCode, down ? WlKeyboard.KEY_STATE_PRESSED : WlKeyboard.KEY_STATE_RELEASED);
  }

  void modifiers(ModifierState state) throws WaylandException {
    device.modifiers(state.depressed(), state.latched(), state.locked(), state.layout());
  }

  /// No modifier at all.
  void noModifiers() throws WaylandException {
    device.modifiers(0, 0, 0, 0);
  }
}
