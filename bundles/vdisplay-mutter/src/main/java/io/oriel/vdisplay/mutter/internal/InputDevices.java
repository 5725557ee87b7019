package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.input.DeviceKind;
import io.oriel.lib.dbus.BusException;
import io.oriel.vdisplay.mutter.internal.bus.InputSession;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.freedesktop.dbus.types.UInt32;

/// The devices that Mutter has for a remote desktop session. Any thread.
///
/// Mutter makes each with its first event, and programs notice it too late for that event. So each
/// is made by an event that does nothing.
final class InputDevices {
  private static final UInt32 KEY_RESERVED = new UInt32(0); // of linux/input-event-codes.h: no key
  private static final UInt32 LAST_SLOT = new UInt32(31);

  private final CastSession cast;
  private final BooleanSupplier monitorThere;
  private final Set<DeviceKind> made = EnumSet.noneOf(DeviceKind.class); // guarded by this

  /// @param monitorThere whether the display has its monitor
  InputDevices(CastSession cast, BooleanSupplier monitorThere) {
    this.cast = cast;
    this.monitorThere = monitorThere;
  }

  /// Makes devices. Blocks until Mutter has answered.
  synchronized void make(Set<DeviceKind> kinds) throws BusException {
    var remote = cast.remote();
    if (kinds.contains(DeviceKind.KEYBOARD) && !made.contains(DeviceKind.KEYBOARD)) {
      remote.keyAndWait(KEY_RESERVED, true);
      made.add(DeviceKind.KEYBOARD);
    }
    boolean pointer = kinds.contains(DeviceKind.POINTER) || kinds.contains(DeviceKind.PEN);
    if (pointer && !made.contains(DeviceKind.POINTER)) {
      remote.moveAndWait(0, 0);
      made.add(DeviceKind.POINTER);
    }
    // A finger on a monitor that is not there touches nothing; on one that is it would.
    if (kinds.contains(DeviceKind.TOUCH)
        && !monitorThere.getAsBoolean()
        && !made.contains(DeviceKind.TOUCH)) {
      remote.touchAndWait(cast.stream(), LAST_SLOT, 0, 0);
      cast.input().touchUp(LAST_SLOT);
      made.add(DeviceKind.TOUCH);
    }
  }

  InputSession session() {
    return cast.input();
  }

  /// Names the display's monitor in events.
  String stream() {
    return cast.stream();
  }
}
