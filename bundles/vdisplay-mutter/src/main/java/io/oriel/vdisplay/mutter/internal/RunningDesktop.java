package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.pipewire.server.PipeWireLease;
import io.oriel.lib.pipewire.server.PipeWireServers;
import io.oriel.lib.pipewire.server.PipeWireWish;
import io.oriel.vdisplay.mutter.internal.bus.ScreenCast;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The GNOME that the host's user works with.
final class RunningDesktop implements MutterDesktop {
  private final String id =
      "gnome-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 6);
  private final Bus bus;
  private final String address;
  private final PipeWireLease pipeWire;
  private final Map<String, String> environment;

  private RunningDesktop(
      Bus bus, String address, PipeWireLease pipeWire, Map<String, String> environment) {
    this.bus = bus;
    this.address = address;
    this.pipeWire = pipeWire;
    this.environment = Map.copyOf(environment);
  }

  /// Connects to it.
  ///
  /// @param deadlineNanos on `System.nanoTime()`'s clock
  static RunningDesktop find(SessionBus session, PipeWireServers servers, long deadlineNanos)
      throws BackendException {
    Bus bus = null;
    PipeWireLease pipeWire = null;
    boolean found = false;
    try {
      bus = session.connect();
      if (bus.owner(ScreenCast.NAME).isEmpty()) {
        throw new BackendException(
            Kind.DEVICE_LOST, "no GNOME runs on " + session.address() + " any more");
      }
      pipeWire =
          servers.lease(
              new PipeWireWish(
                  PipeWireWish.Choice.RUNNING,
                  false,
                  "",
                  Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())),
                  "io.oriel.vdisplay.mutter"));
      var environment = session.variables(bus, ScreenCast.NAME);
      found = true;
      return new RunningDesktop(bus, session.address(), pipeWire, environment);
    } catch (BusException e) {
      throw BusTrouble.of("the session bus of the running GNOME", e);
    } finally {
      if (!found) {
        if (bus != null) {
          bus.close();
        }
        if (pipeWire != null) {
          pipeWire.close();
        }
      }
    }
  }

  @Override
  public String id() {
    return id;
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
    return Optional.empty();
  }

  @Override
  public boolean attached() {
    return true;
  }

  @Override
  public BackendException gone(String seen) {
    return new BackendException(Kind.DEVICE_LOST, seen);
  }

  @Override
  public void shown() {
    // its programs are its user's
  }

  @Override
  public void close() {
    bus.close();
    pipeWire.close();
  }
}
