package io.oriel.input.wlroots.internal;

import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlSeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A seat and what it can do. Connection's thread.
final class Seat implements WlSeat.Events {
  private final WlSeat proxy = new WlSeat(this);
  private String name = "";
  private int capabilities;

  private Seat() {}

  /// Finds a seat by its name.
  ///
  /// @param name for example `seat0`
  static Seat find(WaylandConnection connection, Globals globals, String name, Duration limit)
      throws WaylandException {
    List<Seat> all = new ArrayList<>();
    for (Globals.Global offer : globals.all(WlSeat.INTERFACE)) {
      var seat = new Seat();
      globals.bind(offer, seat.proxy);
      all.add(seat);
    }
    connection.roundtrip(limit);
    return all.stream()
        .filter(s -> s.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new WaylandException("the compositor has no seat " + name));
  }

  WlSeat proxy() {
    return proxy;
  }

  /// Waits until the seat has announced all of these.
  ///
  /// @param wanted a sum of `WlSeat.CAPABILITY_…`
  void awaitCapabilities(WaylandConnection connection, int wanted, Duration limit)
      throws WaylandException {
    long deadline = System.nanoTime() + limit.toNanos();
    while ((capabilities & wanted) != wanted) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new WaylandException("seat " + name + " did not take the new devices in time");
      }
      connection.await(left);
    }
  }

  @Override
  public void capabilities(int now) {
    capabilities = now;
  }

  @Override
  public void name(String given) {
    name = Objects.requireNonNullElse(given, "");
  }
}
