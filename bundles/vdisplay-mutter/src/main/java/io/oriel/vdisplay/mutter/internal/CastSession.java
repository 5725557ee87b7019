package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.SignalMatch;
import io.oriel.vdisplay.mutter.internal.bus.InputSession;
import io.oriel.vdisplay.mutter.internal.bus.Introspectable;
import io.oriel.vdisplay.mutter.internal.bus.RemoteDesktop;
import io.oriel.vdisplay.mutter.internal.bus.RemoteSession;
import io.oriel.vdisplay.mutter.internal.bus.ScreenCast;
import io.oriel.vdisplay.mutter.internal.bus.ScreenCastSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// A screen cast of Mutter with the remote desktop session that it is linked to: one stream, and
/// the right to send input to the desktop. Both end with the connection. Any thread.
final class CastSession implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(2);

  /// What is recorded, and how.
  ///
  /// @param mirror connector of the monitor to record; empty: a new one
  /// @param cursorMode as in `RecordVirtual`
  /// @param platform the desktop is the host's own: nobody has to see that it is shown
  /// @param still the desktop shall do without animations
  record Wish(Optional<String> mirror, int cursorMode, boolean platform, boolean still) {}

  private final Bus bus;
  private final DBusPath remote;
  private final DBusPath stream;
  private final int node;
  private final boolean eis;

  private CastSession(Bus bus, DBusPath remote, DBusPath stream, int node, boolean eis) {
    this.bus = bus;
    this.remote = remote;
    this.stream = stream;
    this.node = node;
    this.eis = eis;
  }

  /// Starts to record and returns when the stream has a node.
  ///
  /// @param closed told when Mutter ends it
  /// @param deadlineNanos on `System.nanoTime()`'s clock
  static CastSession start(Bus bus, Wish wish, Runnable closed, long deadlineNanos)
      throws BackendException {
    try {
      return record(bus, wish, closed, deadlineNanos);
    } catch (BusException e) {
      throw BusTrouble.of("Mutter cannot make a monitor for the client", e);
    }
  }

  private static CastSession record(Bus bus, Wish wish, Runnable closed, long deadlineNanos)
      throws BusException, BackendException {
    var remote =
        bus.object(RemoteDesktop.NAME, RemoteDesktop.PATH, RemoteDesktop.class).createSession();
    var id =
        bus.property(
            RemoteDesktop.NAME, remote.getPath(), RemoteSession.NAME, "SessionId", String.class);
    var properties = new TreeMap<String, Variant<?>>();
    properties.put("remote-desktop-session-id", new Variant<>(id));
    properties.put("disable-animations", new Variant<>(wish.still()));
    var cast =
        bus.object(ScreenCast.NAME, ScreenCast.PATH, ScreenCast.class).createSession(properties);
    var session = bus.object(ScreenCast.NAME, cast.getPath(), ScreenCastSession.class);
    var options = new TreeMap<String, Variant<?>>();
    options.put("cursor-mode", new Variant<>(new UInt32(wish.cursorMode())));
    DBusPath stream;
    if (wish.mirror().isPresent()) {
      stream = session.recordMonitor(wish.mirror().get(), options);
    } else {
      options.put("is-platform", new Variant<>(wish.platform()));
      stream = session.recordVirtual(options);
    }
    bus.signals(
        new SignalMatch(ScreenCast.NAME, cast.getPath(), ScreenCastSession.NAME, "Closed"),
        _ -> closed.run());
    bus.signals(
        new SignalMatch(RemoteDesktop.NAME, remote.getPath(), RemoteSession.NAME, "Closed"),
        _ -> closed.run());
    var added = new CompletableFuture<Integer>();
    // before the start: the signal comes with it
    var _ =
        bus.signals(
            new SignalMatch(
                ScreenCast.NAME, stream.getPath(), ScreenCastSession.STREAM, "PipeWireStreamAdded"),
            signal -> {
              try {
                added.complete(signal.value(0, UInt32.class).intValue());
              } catch (BusException e) {
                added.completeExceptionally(e);
              }
            });
    var left = Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
    bus.object(RemoteDesktop.NAME, remote.getPath(), RemoteSession.class, left).start();
    int node = await(added, deadlineNanos);
    return new CastSession(bus, remote, stream, node, hasEis(bus, remote));
  }

  private static int await(CompletableFuture<Integer> added, long deadlineNanos)
      throws BackendException {
    try {
      return added.get(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new BackendException(
          Kind.FAILED,
          "Mutter made no PipeWire stream in time; it needs a PipeWire that runs, of its own user",
          e);
    } catch (ExecutionException e) {
      throw new BackendException(
          Kind.FAILED, "Mutter's stream is not understood: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException(Kind.FAILED, "interrupted while Mutter made a stream", e);
    }
  }

  private static boolean hasEis(Bus bus, DBusPath remote) {
    try {
      return bus.object(RemoteDesktop.NAME, remote.getPath(), Introspectable.class)
          .introspect()
          .contains("ConnectToEIS");
    } catch (BusException _) {
      return false;
    }
  }

  /// The node of its pictures.
  int node() {
    return node;
  }

  /// The stream's object, by which input is placed on its monitor.
  String stream() {
    return stream.getPath();
  }

  /// Whether libei can send input.
  boolean eis() {
    return eis;
  }

  /// The remote desktop session, to wait for.
  RemoteSession remote() {
    return bus.object(RemoteDesktop.NAME, remote.getPath(), RemoteSession.class);
  }

  /// The remote desktop session, for events.
  InputSession input() {
    return bus.object(RemoteDesktop.NAME, remote.getPath(), InputSession.class);
  }

  /// The name of the stream's region among libei's devices, where Mutter tells it.
  Optional<String> mappingId() {
    try {
      var parameters =
          bus.property(
              ScreenCast.NAME, stream.getPath(), ScreenCastSession.STREAM, "Parameters", Map.class);
      return parameters.get("mapping-id") instanceof Variant<?> variant
              && variant.getValue() instanceof String id
          ? Optional.of(id)
          : Optional.empty();
    } catch (BusException _) {
      return Optional.empty();
    }
  }

  /// Ends both sessions; the monitor goes with them.
  @Override
  public void close() {
    try {
      bus.object(RemoteDesktop.NAME, remote.getPath(), RemoteSession.class, END).stop();
    } catch (BusException _) {
      // ended before, or it ends with the connection
    }
  }
}
