package io.oriel.vdisplay.portal.internal;

import io.oriel.lib.dbus.BusException;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.MethodNoReply;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// Input through the portal (XDG Desktop Portal documentation, "Remote Desktop"). Nobody waits for
/// an answer; that a session has ended is told by its signal.
@DBusInterfaceName(Portal.REMOTE_DESKTOP)
interface Notify {
  @MethodNoReply
  @DBusMemberName("NotifyPointerMotion")
  void motion(DBusPath session, Map<String, Variant<?>> options, double dx, double dy)
      throws BusException;

  @MethodNoReply
  @DBusMemberName("NotifyPointerMotionAbsolute")
  void position(
      DBusPath session, Map<String, Variant<?>> options, UInt32 stream, double x, double y)
      throws BusException;

  @MethodNoReply
  @DBusMemberName("NotifyPointerButton")
  void button(DBusPath session, Map<String, Variant<?>> options, int button, UInt32 state)
      throws BusException;

  @MethodNoReply
  @DBusMemberName("NotifyPointerAxis")
  void axis(DBusPath session, Map<String, Variant<?>> options, double dx, double dy)
      throws BusException;

  @MethodNoReply
  @DBusMemberName("NotifyPointerAxisDiscrete")
  void steps(DBusPath session, Map<String, Variant<?>> options, UInt32 axis, int steps)
      throws BusException;

  @MethodNoReply
  @DBusMemberName("NotifyKeyboardKeycode")
  void key(DBusPath session, Map<String, Variant<?>> options, int evdevCode, UInt32 state)
      throws BusException;

  @MethodNoReply
  @DBusMemberName("NotifyKeyboardKeysym")
  void keysym(DBusPath session, Map<String, Variant<?>> options, int keysym, UInt32 state)
      throws BusException;

  @MethodNoReply
  @DBusMemberName("NotifyTouchDown")
  void touchDown(
      DBusPath session,
      Map<String, Variant<?>> options,
      UInt32 stream,
      UInt32 slot,
      double x,
      double y)
      throws BusException;

  @MethodNoReply
  @DBusMemberName("NotifyTouchMotion")
  void touchMotion(
      DBusPath session,
      Map<String, Variant<?>> options,
      UInt32 stream,
      UInt32 slot,
      double x,
      double y)
      throws BusException;

  @MethodNoReply
  @DBusMemberName("NotifyTouchUp")
  void touchUp(DBusPath session, Map<String, Variant<?>> options, UInt32 slot) throws BusException;
}
