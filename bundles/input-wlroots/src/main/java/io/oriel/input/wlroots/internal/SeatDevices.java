package io.oriel.input.wlroots.internal;

import io.oriel.api.display.InputTarget.WaylandSeat;
import io.oriel.api.input.DeviceKind;
import io.oriel.lib.input.nat.XkbKeymap;
import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.Output;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlSeat;
import io.oriel.media.wayland.protocol.ZwlrVirtualPointerManagerV1;
import io.oriel.media.wayland.protocol.ZwlrVirtualPointerV1;
import io.oriel.media.wayland.protocol.ZwpVirtualKeyboardManagerV1;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The virtual devices of one injector. Made on the control thread, then used on the injector's.
///
/// @param pointer `null`: not wanted
/// @param keyboard the ordinary keyboard; `null`: not wanted
/// @param modifiers of the ordinary keyboard; `null` without one
/// @param typer types text; `null` without a keyboard
record SeatDevices(
    ZwlrVirtualPointerV1 pointer,
    VirtualKeyboard keyboard,
    ModifierState modifiers,
    TextTyper typer)
    implements AutoCloseable {
  /// What the pointer stands for.
  private static final Set<DeviceKind> POINTING =
      Set.of(DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN);

  private static final Logger log = LoggerFactory.getLogger(SeatDevices.class);

  /// Makes the devices and returns when the seat has them, so that no first event is lost.
  static SeatDevices create(
      WaylandConnection connection,
      WaylandSeat target,
      Set<DeviceKind> wanted,
      KeyboardLayout layout,
      Duration limit)
      throws WaylandException {
    Globals globals = Globals.of(connection, limit);
    var seat = Seat.find(connection, globals, target.seat(), limit);
    int capabilities = 0;
    ZwlrVirtualPointerV1 pointer = null;
    if (!Collections.disjoint(wanted, POINTING)) {
      pointer = pointer(connection, globals, seat, target, limit);
      capabilities |= WlSeat.CAPABILITY_POINTER;
    }
    VirtualKeyboard keyboard = null;
    TextTyper typer = null;
    ModifierState modifiers = null;
    try {
      if (wanted.contains(DeviceKind.KEYBOARD)) {
        var manager = globals.need(new ZwpVirtualKeyboardManagerV1(), 1);
        typer = new TextTyper(connection, new VirtualKeyboard(manager, seat.proxy()));
        keyboard = new VirtualKeyboard(manager, seat.proxy());
        modifiers = new ModifierState(giveKeymap(keyboard, layout));
        keyboard.noModifiers();
        capabilities |= WlSeat.CAPABILITY_KEYBOARD;
      }
      connection.roundtrip(limit);
      seat.awaitCapabilities(connection, capabilities, limit);
      return new SeatDevices(pointer, keyboard, modifiers, typer);
    } catch (WaylandException e) {
      if (modifiers != null) {
        modifiers.close();
      }
      throw e;
    }
  }

  private static ZwlrVirtualPointerV1 pointer(
      WaylandConnection connection, Globals globals, Seat seat, WaylandSeat target, Duration limit)
      throws WaylandException {
    var manager = globals.need(new ZwlrVirtualPointerManagerV1(), 2);
    Output output =
        Output.find(connection, globals, target.output(), limit)
            .orElseThrow(
                () -> new WaylandException("the compositor has no output " + target.output()));
    var pointer = new ZwlrVirtualPointerV1();
    manager.createVirtualPointerWithOutput(seat.proxy(), output.proxy(), pointer);
    return pointer;
  }

  /// @return what follows its modifiers; `null`: libxkbcommon is missing
  private static XkbKeymap giveKeymap(VirtualKeyboard keyboard, KeyboardLayout layout)
      throws WaylandException {
    XkbKeymap keymap =
        XkbKeymap.ofNames(layout.model(), layout.layout(), layout.variant(), layout.options())
            .orElse(null);
    if (keymap == null && XkbKeymap.available()) {
      log.warn("XKB knows no layout {}: typing as on a US keyboard", layout);
      keymap = XkbKeymap.ofNames("", "us", "", "").orElse(null);
    }
    if (keymap == null) {
      log.warn("libxkbcommon.so.0 is missing, keyboard options are ignored; install libxkbcommon0");
      keyboard.keymap(layout.includingKeymap());
    } else {
      keyboard.keymap(keymap.text());
    }
    return keymap;
  }

  /// Frees what is not the connection's.
  @Override
  public void close() {
    if (modifiers != null) {
      modifiers.close();
    }
  }
}
