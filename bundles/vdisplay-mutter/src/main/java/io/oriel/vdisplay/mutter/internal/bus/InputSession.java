package io.oriel.vdisplay.mutter.internal.bus;

import io.oriel.lib.dbus.BusException;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.MethodNoReply;
import org.freedesktop.dbus.types.UInt32;

/// The events of `org.gnome.Mutter.RemoteDesktop.Session`. Nobody waits for an answer.
@DBusInterfaceName(RemoteSession.NAME)
public interface InputSession {
  /// Flag of [#axis]: a motion of some device that does not stop by itself.
  int CONTINUOUS = 8;

  /// A key by its position.
  @MethodNoReply
  @DBusMemberName("NotifyKeyboardKeycode")
  void key(UInt32 evdevCode, boolean down) throws BusException;

  /// A key by its meaning; lost if the keyboard layout has none for it.
  @MethodNoReply
  @DBusMemberName("NotifyKeyboardKeysym")
  void keysym(UInt32 keysym, boolean down) throws BusException;

  /// A pointer button.
  @MethodNoReply
  @DBusMemberName("NotifyPointerButton")
  void button(int evdevCode, boolean down) throws BusException;

  /// Scrolls by clicks of a wheel.
  ///
  /// @param axis 0 vertical, 1 horizontal
  @MethodNoReply
  @DBusMemberName("NotifyPointerAxisDiscrete")
  void clicks(UInt32 axis, int clicks) throws BusException;

  /// Scrolls smoothly; 10 are a click.
  @MethodNoReply
  @DBusMemberName("NotifyPointerAxis")
  void axis(double dx, double dy, UInt32 flags) throws BusException;

  /// Moves the pointer.
  @MethodNoReply
  @DBusMemberName("NotifyPointerMotionRelative")
  void moveBy(double dx, double dy) throws BusException;

  /// Puts the pointer somewhere, in logical pixels of the stream's monitor.
  @MethodNoReply
  @DBusMemberName("NotifyPointerMotionAbsolute")
  void moveTo(String stream, double x, double y) throws BusException;

  /// A finger went down.
  ///
  /// @param slot 0 … 31
  @MethodNoReply
  @DBusMemberName("NotifyTouchDown")
  void touchDown(String stream, UInt32 slot, double x, double y) throws BusException;

  /// A finger moved.
  @MethodNoReply
  @DBusMemberName("NotifyTouchMotion")
  void touchMove(String stream, UInt32 slot, double x, double y) throws BusException;

  /// A finger went up.
  @MethodNoReply
  @DBusMemberName("NotifyTouchUp")
  void touchUp(UInt32 slot) throws BusException;
}
