package io.oriel.input.libei.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.InputTarget.EisFd;
import io.oriel.api.display.InputTarget.EisSocket;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider.Placement;
import io.oriel.input.libei.internal.wire.EiInterface;
import io.oriel.media.nat.UnixSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Opens an injector: connects, waits until the server has said what it has, and tells what is
/// missing of it. Control thread.
///
/// @param whenClosed told by the injector
record Opening(
    Placement place, Set<DeviceKind> devices, StageHealth health, Consumer<EiInjector> whenClosed) {
  /// Devices that were announced take events at once; one that does not is no reason to wait long.
  private static final Duration RESUME = Duration.ofMillis(500);

  private static final Set<EiInterface> POINTING =
      EnumSet.of(
          EiInterface.POINTER,
          EiInterface.POINTER_ABSOLUTE,
          EiInterface.BUTTON,
          EiInterface.SCROLL);

  /// @param limit for the server's answers
  /// @param stall a server that reads nothing for so long is given up
  EiInjector open(Duration limit, Duration stall, boolean unicodeKeys) throws BackendException {
    var socket = connect();
    var aim = new Aim(mappingId(), place.region());
    var injector = new EiInjector(devices, aim, health, whenClosed);
    EiConnection connection;
    try {
      connection = new EiConnection(socket, wanted(), injector, stall, injector::lost);
    } catch (IOException e) {
      socket.close();
      throw new BackendException(Kind.FAILED, "input through EIS: " + e.getMessage(), e);
    }
    injector.use(connection, new Typist(connection, health, unicodeKeys));
    connection.start();
    try {
      boolean answered = connection.await(injector::isAnswered, limit);
      check(connection, answered, limit);
      connection.await(injector::isReady, RESUME);
      injector.opened();
      check(connection, answered, limit); // it may have gone before it would have been told
      missing(seat(connection)).forEach(health::degraded);
    } catch (InterruptedException _) {
      injector.close();
      Thread.currentThread().interrupt();
      throw new BackendException(Kind.FAILED, "opening the input was interrupted");
    } catch (BackendException e) {
      injector.close();
      throw e;
    }
    return injector;
  }

  private UnixSocket connect() throws BackendException {
    return switch (place.target()) {
      case EisFd target -> UnixSocket.adopt(target.connect().open());
      case EisSocket target -> {
        String path = SocketPath.of(target.path(), System.getenv());
        try {
          yield UnixSocket.connect(path);
        } catch (IOException e) {
          throw new BackendException(
              Kind.DEVICE_LOST, "no EIS server at " + path + ": " + e.getMessage(), e);
        }
      }
      default ->
          throw new BackendException(
              Kind.UNSUPPORTED, "cannot inject into " + place.target().kind());
    };
  }

  private Optional<String> mappingId() {
    return place.target() instanceof EisFd target ? target.mappingId() : Optional.empty();
  }

  private Set<EiInterface> wanted() {
    var wanted = EnumSet.noneOf(EiInterface.class);
    if (devices.contains(DeviceKind.KEYBOARD)) {
      wanted.add(EiInterface.KEYBOARD);
      wanted.add(EiInterface.TEXT);
    }
    if (devices.contains(DeviceKind.TOUCH)) {
      wanted.add(EiInterface.TOUCHSCREEN);
    }
    if (devices.stream().anyMatch(kind -> kind != DeviceKind.KEYBOARD)) {
      wanted.addAll(POINTING); // the pointer stands for fingers and pens
    }
    return wanted;
  }

  private void check(EiConnection connection, boolean answered, Duration limit)
      throws BackendException {
    if (connection.cause() != null) {
      throw connection.cause();
    }
    if (!answered) {
      throw new BackendException(
          Kind.FAILED,
          "the EIS server offered no seat within %d ms (open.timeout.ms)"
              .formatted(limit.toMillis()));
    }
    if (seat(connection) == null) {
      throw new BackendException(
          Kind.UNSUPPORTED, "the desktop's EIS server lets no " + words(devices) + " in");
    }
  }

  private static EiSeat seat(EiConnection connection) {
    if (!connection.enter()) {
      return null;
    }
    try {
      return connection.session().bound();
    } finally {
      connection.exit();
    }
  }

  private List<String> missing(EiSeat seat) {
    var missing = new ArrayList<String>();
    if (seat == null) {
      return missing; // gone this moment: that is told by itself
    }
    boolean points = seat.offers(EiInterface.POINTER) || seat.offers(EiInterface.POINTER_ABSOLUTE);
    for (var kind : devices) {
      switch (kind) {
        case KEYBOARD -> {
          if (!seat.offers(EiInterface.KEYBOARD) && !seat.offers(EiInterface.TEXT)) {
            missing.add("the desktop's EIS server lets no keyboard in");
          }
        }
        case TOUCH -> {
          if (!seat.offers(EiInterface.TOUCHSCREEN)) {
            missing.add(
                points
                    ? "the desktop's EIS server lets no touch screen in: fingers move the pointer"
                    : "the desktop's EIS server lets no touch screen in");
          }
        }
        default -> {
          if (!points) {
            missing.add("the desktop's EIS server lets no " + words(Set.of(kind)) + " in");
          }
        }
      }
    }
    return missing;
  }

  private static String words(Set<DeviceKind> kinds) {
    return String.join(
        ", ",
        kinds.stream()
            .sorted()
            .map(kind -> kind.name().toLowerCase(java.util.Locale.ROOT))
            .toList());
  }
}
