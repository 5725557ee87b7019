package io.oriel.api.display;

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
  record EisFd(FdSupplier connect) implements InputTarget {
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

  /// Kernel devices, or the display backend's own injector.
  record None() implements InputTarget {
    @Override
    public InputKind kind() {
      return InputKind.NONE;
    }
  }
}
