package io.oriel.capture.pipewire.internal.media;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.media.nat.Fd;
import io.oriel.media.pipewire.ConnectionListener;
import io.oriel.media.pipewire.Global;
import io.oriel.media.pipewire.PipeWire;
import io.oriel.media.pipewire.PipeWireConnection;
import io.oriel.media.pipewire.PipeWireException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The node that pictures come from, and the connection to its PipeWire.
final class Source implements ConnectionListener {
  private static final String SERIAL = "object.serial";

  private final PipeWireNode target;
  private final Consumer<String> gone;
  private final Map<Integer, Global> nodes = new ConcurrentHashMap<>();
  private PipeWireConnection connection;
  private volatile int id = -1;

  private Source(PipeWireNode target, Consumer<String> gone) {
    this.target = target;
    this.gone = gone;
  }

  /// Connects and finds the node.
  ///
  /// @param gone told on the connection's thread why there will be no more pictures
  static Source open(PipeWireNode target, Consumer<String> gone) throws BackendException {
    var source = new Source(target, gone);
    try {
      source.connection = source.connect();
    } catch (PipeWireException e) {
      throw new BackendException(Kind.DEVICE_LOST, "cannot capture: " + e.getMessage(), e);
    }
    try {
      source.find();
      return source;
    } catch (BackendException e) {
      source.connection.close();
      throw e;
    }
  }

  private PipeWireConnection connect() throws PipeWireException {
    String name = "oriel-pwv-" + target.nodeId();
    if (target.remoteFd().isPresent()) {
      return PipeWireConnection.open(name, new Fd(target.remoteFd().getAsInt()), this);
    }
    var socket = target.socket().map(java.nio.file.Path::of);
    return PipeWireConnection.open(
        name, socket.isPresent() ? socket.get() : PipeWire.socket(System.getenv()), this);
  }

  /// The serial is never used again, unlike the number.
  private void find() throws BackendException {
    OptionalLong serial = target.objectSerial();
    var node = nodes.get(target.nodeId());
    if (serial.isPresent() && (node == null || !has(node, serial.getAsLong()))) {
      node = nodes.values().stream().filter(n -> has(n, serial.getAsLong())).findAny().orElse(null);
    }
    if (node == null) {
      throw new BackendException(
          Kind.DEVICE_LOST,
          "PipeWire has no node %d any more: the desktop took its stream away"
              .formatted(target.nodeId()));
    }
    id = node.id();
    if (!nodes.containsKey(id)) {
      throw new BackendException(Kind.DEVICE_LOST, vanishedText());
    }
  }

  /// Nodes of a daemon too old to tell serials are taken by their number.
  private static boolean has(Global node, long serial) {
    return node.property(SERIAL).map(s -> s.equals(Long.toString(serial))).orElse(true);
  }

  PipeWireConnection connection() {
    return connection;
  }

  /// The daemon's number of the node.
  int id() {
    return id;
  }

  /// A portal lends a connection that may see the node but link nothing.
  boolean portal() {
    return target.remoteFd().isPresent();
  }

  String name() {
    var node = nodes.get(id);
    return node == null ? "node " + id : node.property("node.name").orElse("node " + id);
  }

  @Override
  public void appeared(Global global) {
    if (global.type().equals(Global.NODE)) {
      nodes.put(global.id(), global);
    }
  }

  @Override
  public void vanished(int number) {
    if (nodes.remove(number) != null && number == id) {
      gone.accept(vanishedText());
    }
  }

  private String vanishedText() {
    return "node %d went away: the desktop ended its stream".formatted(id);
  }

  @Override
  public void lost(String why) {
    gone.accept(why);
  }
}
