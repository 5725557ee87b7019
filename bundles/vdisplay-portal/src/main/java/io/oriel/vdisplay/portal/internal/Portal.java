package io.oriel.vdisplay.portal.internal;

import io.oriel.lib.dbus.BusException;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.types.Variant;

/// The desktop portal's interfaces (XDG Desktop Portal documentation, "API Reference").
final class Portal {
  static final String NAME = "org.freedesktop.portal.Desktop";
  static final String PATH = "/org/freedesktop/portal/desktop";
  static final String SCREEN_CAST = "org.freedesktop.portal.ScreenCast";
  static final String REMOTE_DESKTOP = "org.freedesktop.portal.RemoteDesktop";
  static final String REQUEST = "org.freedesktop.portal.Request";
  static final String SESSION = "org.freedesktop.portal.Session";
  static final String BACKENDS = "org.freedesktop.impl.portal.desktop.";

  // ScreenCast, "AvailableSourceTypes"
  static final int MONITOR = 1;
  static final int VIRTUAL = 4;

  // ScreenCast, "AvailableCursorModes"
  static final int CURSOR_HIDDEN = 1;
  static final int CURSOR_EMBEDDED = 2;
  static final int CURSOR_METADATA = 4;

  // RemoteDesktop, "AvailableDeviceTypes"
  static final int KEYBOARD = 1;
  static final int POINTER = 2;
  static final int TOUCH = 4;

  /// Remembered until it is revoked explicitly ("persist_mode").
  static final int PERSIST = 2;

  /// The version of ScreenCast from which on its own sessions can be remembered.
  static final int CAST_REMEMBERS = 4;

  /// The version of RemoteDesktop from which on sessions can be remembered, and reached by EIS.
  static final int REMOTE_REMEMBERS = 2;

  private Portal() {}

  @DBusInterfaceName(SCREEN_CAST)
  interface ScreenCast {
    @DBusMemberName("CreateSession")
    DBusPath createSession(Map<String, Variant<?>> options) throws BusException;

    @DBusMemberName("SelectSources")
    DBusPath selectSources(DBusPath session, Map<String, Variant<?>> options) throws BusException;

    @DBusMemberName("Start")
    DBusPath start(DBusPath session, String parentWindow, Map<String, Variant<?>> options)
        throws BusException;

    @DBusMemberName("OpenPipeWireRemote")
    FileDescriptor openPipeWireRemote(DBusPath session, Map<String, Variant<?>> options)
        throws BusException;
  }

  @DBusInterfaceName(REMOTE_DESKTOP)
  interface RemoteDesktop {
    @DBusMemberName("CreateSession")
    DBusPath createSession(Map<String, Variant<?>> options) throws BusException;

    @DBusMemberName("SelectDevices")
    DBusPath selectDevices(DBusPath session, Map<String, Variant<?>> options) throws BusException;

    @DBusMemberName("Start")
    DBusPath start(DBusPath session, String parentWindow, Map<String, Variant<?>> options)
        throws BusException;

    @DBusMemberName("ConnectToEIS")
    FileDescriptor connectToEis(DBusPath session, Map<String, Variant<?>> options)
        throws BusException;
  }

  @DBusInterfaceName(REQUEST)
  interface Request {
    @DBusMemberName("Close")
    void close() throws BusException;
  }

  @DBusInterfaceName(SESSION)
  interface Session {
    @DBusMemberName("Close")
    void close() throws BusException;
  }
}
