package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.desktop.DesktopProcess;
import io.oriel.lib.desktop.PrivateDesktop;
import io.oriel.lib.pipewire.server.PipeWireLease;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A headless Mutter that the host started, with a bus of its own; it ends with the display.
final class OwnDesktop implements MutterDesktop {
  private static final Logger LOG = LoggerFactory.getLogger(OwnDesktop.class);

  private final PrivateDesktop desktop;
  private final PipeWireLease pipeWire;
  private final Bus bus;
  private final String address;
  private final DesktopProcess mutter;
  private final Map<String, String> environment;
  private final List<String> startup;

  /// Takes ownership of desktop, lease and bus.
  ///
  /// @param environment of programs
  /// @param startup commands for when there is a monitor
  OwnDesktop(
      PrivateDesktop desktop,
      PipeWireLease pipeWire,
      Bus bus,
      String address,
      DesktopProcess mutter,
      Map<String, String> environment,
      List<String> startup) {
    this.desktop = desktop;
    this.pipeWire = pipeWire;
    this.bus = bus;
    this.address = address;
    this.mutter = mutter;
    this.environment = Map.copyOf(environment);
    this.startup = List.copyOf(startup);
    mutter.boundLog();
  }

  @Override
  public String id() {
    return desktop.id();
  }

  @Override
  public Bus bus() {
    return bus;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public String pipeWire() {
    return pipeWire.socket().toString();
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public Optional<String> account() {
    return desktop.account().dropped() ? Optional.of(desktop.account().name()) : Optional.empty();
  }

  @Override
  public boolean attached() {
    return false;
  }

  @Override
  public BackendException gone(String seen) {
    if (!pipeWire.isAlive()) {
      return new BackendException(
          Kind.DEVICE_LOST, "PipeWire has ended, and with it the screen cast of Mutter");
    }
    String why = mutter.ended();
    return new BackendException(Kind.DEVICE_LOST, mutter.process().isAlive() ? seen : why);
  }

  @Override
  public void shown() {
    dismissOverview();
    for (String command : startup) {
      try {
        DesktopProcess.start(desktop, List.of("sh", "-c", command), environment);
      } catch (BackendException e) {
        LOG.warn("'{}' was not started: {}", command, e.getMessage());
      }
    }
  }

  /// GNOME's interface begins with its overview, in which no window fills the screen.
  private void dismissOverview() {
    String shell = "org.gnome.Shell";
    try {
      if (bus.owner(shell).isPresent()) {
        bus.property(
            shell,
            "/org/gnome/Shell",
            shell,
            "OverviewActive",
            new org.freedesktop.dbus.types.Variant<>(false));
      }
    } catch (BusException e) {
      LOG.debug("GNOME's overview stays: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    mutter.process().destroy();
    bus.close();
    desktop.close();
    pipeWire.close();
  }
}
