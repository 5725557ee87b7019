package io.oriel.vdisplay.mutter.internal.bus;

import io.oriel.lib.dbus.BusException;
import java.util.Map;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// `org.gnome.Mutter.RemoteDesktop.Session`: what starts and ends a session.
@DBusInterfaceName(RemoteSession.NAME)
public interface RemoteSession {
  /// Name of the interface.
  String NAME = "org.gnome.Mutter.RemoteDesktop.Session";

  /// Starts the session and the screen cast that is linked to it.
  @DBusMemberName("Start")
  void start() throws BusException;

  /// Ends both; what was held is released.
  @DBusMemberName("Stop")
  void stop() throws BusException;

  /// A connection for libei, from Mutter 46 on.
  ///
  /// @param options `device-types` (u)
  @DBusMemberName("ConnectToEIS")
  FileDescriptor connectToEis(Map<String, Variant<?>> options) throws BusException;

  /// A key, awaited: tells whether the session takes input.
  @DBusMemberName("NotifyKeyboardKeycode")
  void keyAndWait(UInt32 evdevCode, boolean down) throws BusException;

  /// A motion, awaited.
  @DBusMemberName("NotifyPointerMotionRelative")
  void moveAndWait(double dx, double dy) throws BusException;

  /// A finger, awaited.
  @DBusMemberName("NotifyTouchDown")
  void touchAndWait(String stream, UInt32 slot, double x, double y) throws BusException;
}
