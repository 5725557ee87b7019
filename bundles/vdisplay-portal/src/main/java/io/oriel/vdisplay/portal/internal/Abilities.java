package io.oriel.vdisplay.portal.internal;

import io.oriel.api.backend.HostFacts;
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import io.oriel.lib.dbus.Vardict;
import org.freedesktop.dbus.types.UInt32;

/// What the desktop's portal offers; 0 for what it has not.
///
/// @param cast version of ScreenCast
/// @param sources source types
/// @param cursors cursor modes
/// @param remote version of RemoteDesktop
/// @param devices device types
record Abilities(int cast, int sources, int cursors, int remote, int devices) {
  static final String CAST_VERSION = "portal.screencast.version";
  static final String SOURCES = "portal.screencast.sources";
  static final String CURSORS = "portal.screencast.cursors";
  static final String REMOTE_VERSION = "portal.remotedesktop.version";
  static final String DEVICES = "portal.remotedesktop.devices";

  /// Asks the portal. An interface that it does not have counts as version 0.
  static Abilities ask(Bus bus) throws BusException {
    var cast = properties(bus, Portal.SCREEN_CAST);
    var remote = properties(bus, Portal.REMOTE_DESKTOP);
    return new Abilities(
        number(cast, "version"),
        number(cast, "AvailableSourceTypes"),
        number(cast, "AvailableCursorModes"),
        number(remote, "version"),
        number(remote, "AvailableDeviceTypes"));
  }

  /// What the probe found.
  static Abilities of(HostFacts facts) {
    return new Abilities(
        number(facts, CAST_VERSION),
        Words.SOURCES.bits(facts.text(SOURCES).orElse("")),
        Words.CURSORS.bits(facts.text(CURSORS).orElse("")),
        number(facts, REMOTE_VERSION),
        Words.DEVICES.bits(facts.text(DEVICES).orElse("")));
  }

  /// Whether a session can carry input beside pictures.
  boolean input() {
    return remote > 0 && devices != 0;
  }

  /// Whether the portal can be asked to remember a permission, for the session that is made of it.
  boolean remembers() {
    return input() ? remote >= Portal.REMOTE_REMEMBERS : cast >= Portal.CAST_REMEMBERS;
  }

  /// Whether input may go to an EIS server.
  boolean eis() {
    return input() && remote >= Portal.REMOTE_REMEMBERS;
  }

  /// The best way to see the pointer: painted, since captures read pictures, not pointers.
  int cursorMode() {
    for (int mode :
        new int[] {Portal.CURSOR_EMBEDDED, Portal.CURSOR_METADATA, Portal.CURSOR_HIDDEN}) {
      if ((cursors & mode) != 0) {
        return mode;
      }
    }
    return 0;
  }

  private static Vardict properties(Bus bus, String interfaceName) throws BusException {
    try {
      return bus.properties(Portal.NAME, Portal.PATH, interfaceName);
    } catch (BusException e) {
      // GLib answers InvalidArgs for an interface that an object does not have
      boolean absent =
          e.kind() == Kind.UNKNOWN && bus.owner(Portal.NAME).isPresent()
              || e.errorName().filter(n -> n.endsWith(".InvalidArgs")).isPresent();
      if (absent) {
        return Vardict.of(java.util.Map.of(), interfaceName);
      }
      throw e;
    }
  }

  private static int number(Vardict properties, String name) throws BusException {
    return properties.get(name, UInt32.class).map(UInt32::intValue).orElse(0);
  }

  private static int number(HostFacts facts, String key) {
    return facts
        .text(key)
        .filter(text -> text.matches("\\d{1,4}"))
        .map(Integer::parseInt)
        .orElse(0);
  }
}
