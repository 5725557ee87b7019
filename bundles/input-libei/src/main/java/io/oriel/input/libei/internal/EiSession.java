package io.oriel.input.libei.internal;

import io.oriel.input.libei.internal.wire.EiInterface;
import io.oriel.input.libei.internal.wire.EiProtocolException;
import io.oriel.input.libei.internal.wire.Incoming;
import io.oriel.input.libei.internal.wire.Outgoing;
import io.oriel.input.libei.internal.wire.Requests;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The state of one connection to a libei server: its objects, and what both sides agreed on.
/// Everything under the connection's lock.
final class EiSession {
  /// What the injector learns.
  interface Events {
    /// A seat is known, with all it offers.
    void seat(EiSeat seat);

    /// What was asked of a seat has been answered: the devices that exist are known.
    void answered();

    /// A device takes events from now on.
    void resumed(EiDevice device);

    /// A device, or a part of it, takes none any more; what was held on it is released.
    void stopped(EiDevice device);
  }

  /// What takes too long for the lock.
  interface Work {
    void run() throws EiProtocolException;
  }

  /// More than any desktop has; a server that goes on making objects is stopped here.
  private static final int MOST_OBJECTS = 1024;

  /// Events of objects that are not there any more cross with requests; more than that is nonsense.
  private static final int MOST_STRAYS = 1000;

  private final Outgoing out;
  private final Events events;
  private final Set<EiInterface> wanted;
  private final Map<Long, EiObject> objects = new HashMap<>();
  private final Map<EiInterface, Integer> versions = new EnumMap<>(EiInterface.class);
  private long connection;
  private long nextId = 1;
  private int lastSerial;
  private int strays;
  private EiSeat bound;
  private String farewell;
  private boolean dismissed;
  private Work afterwards;

  /// @param wanted capabilities that a seat is asked for
  EiSession(Outgoing out, Set<EiInterface> wanted, Events events) {
    this.out = out;
    this.wanted = Set.copyOf(wanted);
    this.events = events;
    objects.put(Requests.HANDSHAKE, new EiHandshake(this));
  }

  /// Takes the message that has just come.
  void dispatch(Incoming message) throws EiProtocolException {
    var object = objects.get(message.object());
    if (object != null) {
      object.event(message.opcode(), message);
    } else if (++strays > MOST_STRAYS) {
      throw new EiProtocolException(
          "event after event of objects that do not exist, the last of "
              + Long.toHexString(message.object()));
    }
  }

  /// Does something on the receiving thread after the present message, without the lock.
  void afterwards(Work work) {
    afterwards = work;
  }

  /// What is to be done without the lock before the next message; `null`: nothing.
  Work takeWork() {
    var work = afterwards;
    afterwards = null;
    return work;
  }

  /// Where requests are written.
  Outgoing out() {
    return out;
  }

  Events events() {
    return events;
  }

  Set<EiInterface> wanted() {
    return wanted;
  }

  // --- objects

  /// Takes in an object that the server has made.
  ///
  /// @param version as the server says
  void made(long id, EiInterface kind, int version, EiObject object) throws EiProtocolException {
    if (Long.compareUnsigned(id, Requests.SERVER_IDS) < 0) {
      throw new EiProtocolException("an object of the server with a client's id " + id);
    }
    if (version < 1 || version > versions.getOrDefault(kind, kind.version())) {
      throw new EiProtocolException(
          "%s of version %d, which was not agreed on".formatted(kind.wireName(), version));
    }
    if (objects.size() >= MOST_OBJECTS) {
      throw new EiProtocolException("more than " + MOST_OBJECTS + " objects");
    }
    if (objects.putIfAbsent(id, object) != null) {
      throw new EiProtocolException("an object id that is in use: " + Long.toHexString(id));
    }
  }

  void gone(long id) {
    objects.remove(id);
  }

  /// The server has an interface, in versions up to this one.
  void agree(EiInterface kind, int version) {
    versions.put(kind, Math.min(version, kind.version()));
  }

  /// The newest serial, which requests answer with.
  int serial() {
    return lastSerial;
  }

  void serial(int newest) {
    lastSerial = newest;
  }

  // --- the connection

  /// The handshake is over.
  void connected(long id, int version) throws EiProtocolException {
    objects.remove(Requests.HANDSHAKE);
    made(id, EiInterface.CONNECTION, version, new EiServer(this));
    connection = id;
  }

  /// A seat has told all it offers: the first with something that is wanted gets bound.
  void complete(EiSeat seat) throws EiProtocolException {
    events.seat(seat);
    if (bound == null && seat.bind(wanted)) {
      bound = seat;
    }
    long callback = nextId++;
    objects.put(
        callback,
        (_, _) -> {
          gone(callback);
          events.answered();
        });
    out.begin(connection, Requests.CONNECTION_SYNC).u64(callback).u32(1).end();
  }

  void left(EiSeat seat) {
    if (bound == seat) {
      bound = null; // another one may come
    }
  }

  /// The seat whose devices are used; `null`: none yet.
  EiSeat bound() {
    return bound;
  }

  /// The first device in use that takes events of a kind now; `null`: none does.
  EiDevice taking(EiInterface kind) {
    if (bound != null) {
      for (var device : bound.devices()) {
        if (device.takes(kind)) {
          return device;
        }
      }
    }
    return null;
  }

  /// The device on which a key or a button is down; `null`: none.
  ///
  /// @param held its keys, or its buttons
  EiDevice holding(Function<EiDevice, BitSet> held, int code) {
    if (bound != null) {
      for (var device : bound.devices()) {
        if (device.emulates() && held.apply(device).get(code)) {
          return device;
        }
      }
    }
    return null;
  }

  /// The server ends the connection.
  ///
  /// @param why in words; `null`: on purpose, for example because its user wants it
  void dismissed(String why) {
    dismissed = true;
    farewell = why;
  }

  boolean isDismissed() {
    return dismissed;
  }

  /// Why the server ends the connection, in words; `null`: on purpose, or it said nothing.
  String farewell() {
    return farewell;
  }

  /// Releases what is held and tells the server that this side leaves.
  void leave() {
    if (bound != null) {
      bound.devices().forEach(EiDevice::rest);
    }
    if (connection != 0) {
      out.begin(connection, Requests.CONNECTION_DISCONNECT).end();
    }
  }

  /// The connection is over: lets go of what belongs to it.
  void end() {
    for (var object : List.copyOf(objects.values())) {
      if (object instanceof EiDevice device) {
        device.vanish();
      }
    }
  }
}
