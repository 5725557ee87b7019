package io.oriel.media.wayland;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// The client's side of one Wayland object.
///
/// A proxy is made unattached, gets its id from the request that creates its object, and may be
/// used for another object once the compositor has confirmed the end of this one
/// ([#isUnattached()]). Only on the connection's thread.
public abstract class WaylandProxy {
  WaylandConnection connection;
  int id;
  private int version;
  private boolean retired;

  protected WaylandProxy() {}

  /// The interface's name on the wire.
  public abstract String interfaceName();

  /// The newest version of the interface this class knows.
  public abstract int newestVersion();

  /// The object's id; 0: unattached.
  public final int id() {
    return id;
  }

  /// The version the object was bound with.
  public final int version() {
    return version;
  }

  /// Whether the proxy has no object and can be given one.
  public final boolean isUnattached() {
    return id == 0;
  }

  /// Whether requests may be sent.
  public final boolean isAlive() {
    return id != 0 && !retired;
  }

  /// Reads one event and calls the listener.
  protected abstract void dispatch(int opcode, MessageReader in) throws WaylandException;

  /// How many descriptors an event carries.
  protected abstract int descriptors(int opcode);

  final void attach(WaylandConnection to, int objectId, int objectVersion) {
    connection = to;
    id = objectId;
    version = objectVersion;
    retired = false;
  }

  final void detach() {
    id = 0;
    retired = false;
  }

  final boolean isRetired() {
    return retired;
  }

  /// Refuses a request the bound version does not have.
  protected final void require(int since, String request) throws WaylandException {
    if (version < since) {
      throw new WaylandException(
          "the compositor's "
              + interfaceName()
              + " is version "
              + version
              + ", "
              + request
              + " needs "
              + since);
    }
  }

  /// Gives a fresh object's proxy its id, before the request that creates it.
  protected final void adopt(WaylandProxy fresh, int objectVersion) throws WaylandException {
    alive().prepare();
    connection.adopt(fresh, objectVersion);
  }

  protected final void begin(int opcode) throws WaylandException {
    alive().begin(id, opcode);
  }

  protected final void putInt(int value) throws WaylandException {
    connection.out.putInt(value);
  }

  /// Signed 24.8 fixed point.
  protected final void putFixed(double value) throws WaylandException {
    connection.out.putInt((int) Math.round(value * 256));
  }

  protected final void putString(String value) throws WaylandException {
    connection.out.putString(Objects.requireNonNull(value));
  }

  protected final void putOptional(String value) throws WaylandException {
    connection.out.putString(value);
  }

  protected final void putArray(MemorySegment bytes) throws WaylandException {
    connection.out.putArray(bytes);
  }

  /// The descriptor is borrowed: it is duplicated here.
  protected final void putFd(int fd) throws WaylandException {
    connection.out.putFd(fd);
  }

  protected final void putObject(WaylandProxy object) throws WaylandException {
    if (!object.isAlive()) {
      throw new IllegalStateException(object + " does not exist");
    }
    connection.out.putInt(object.id);
  }

  protected final void putOptional(WaylandProxy object) throws WaylandException {
    if (object == null) {
      connection.out.putInt(0);
    } else {
      putObject(object);
    }
  }

  protected final void putNew(WaylandProxy fresh) throws WaylandException {
    connection.out.putInt(fresh.id);
  }

  protected final void end() throws WaylandException {
    connection.end();
  }

  /// After a destructor: events still on their way are swallowed until the compositor confirms.
  protected final void retire() {
    retired = true;
  }

  protected final WaylandException unknownEvent(int opcode) {
    return new WaylandException("the compositor sent unknown event " + opcode + " of " + this);
  }

  private WaylandConnection alive() {
    if (!isAlive()) {
      throw new IllegalStateException(this + " does not exist");
    }
    return connection;
  }

  @Override
  public final String toString() {
    return interfaceName() + "#" + Integer.toUnsignedString(id);
  }
}
