package io.oriel.api.display;

import java.util.Optional;

/// Where an injector sends input for a display.
public sealed interface InputTarget {
  /// Which kind this is.
  InputKind kind();

  /// A libei server's socket.
  record EisSocket(String path) implements InputTarget {
    @Override
    public InputKind kind() {
      return InputKind.EIS_SOCKET;
    }
  }

  /// A libei server reached through a descriptor.
  ///
  /// @param connect each call makes a new connection; the descriptor is the caller's to close
  /// @param mappingId names the display among the regions that the server's devices have; empty:
  ///     the region tells
  record EisFd(FdSupplier connect, Optional<String> mappingId) implements InputTarget {
    @Override
    public InputKind kind() {
      return InputKind.EIS_FD;
    }
  }

  /// A seat of a Wayland compositor that offers virtual devices.
  ///
  /// @param socket absolute path of the compositor's socket
  /// @param seat `wl_seat` name, usually `seat0`
  /// @param output `wl_output` name that absolute positions refer to
  record WaylandSeat(String socket, String seat, String output) implements InputTarget {
    @Override
    public InputKind kind() {
      return InputKind.WAYLAND_SEAT;
    }
  }

  /// The injector that the display's own backend has: one that needs the connection which made the
  /// display.
  record Own() implements InputTarget {
    @Override
    public InputKind kind() {
      return InputKind.OWN;
    }
  }

  /// Kernel devices, which the display's compositor reads.
  record None() implements InputTarget {
    @Override
    public InputKind kind() {
      return InputKind.NONE;
    }
  }
}
