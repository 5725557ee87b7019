package io.oriel.media.wayland;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// The arguments of one event, a view of the connection's buffer in native byte order:
///
/// ```
/// uint32 object · uint32 size << 16 | opcode · arguments, each padded to 4 bytes
/// string: uint32 length with NUL · bytes        array: uint32 length · bytes
/// fixed: int32, 24.8                            fd: not in the bytes
/// ```
///
/// Wayland protocol specification, chapter 4 "Wire Format".
public final class MessageReader {
  private final WaylandConnection connection;
  private final MemorySegment bytes;
  private WaylandProxy target;
  private long position;
  private long end;

  MessageReader(WaylandConnection connection, MemorySegment bytes) {
    this.connection = connection;
    this.bytes = bytes;
  }

  void aim(WaylandProxy at, long from, long to) {
    target = at;
    position = from;
    end = to;
  }

  /// A signed or unsigned number, or an object's id.
  public int readInt() throws WaylandException {
    if (end - position < 4) {
      throw nonsense("is too short");
    }
    int value = bytes.get(JAVA_INT, position);
    position += 4;
    return value;
  }

  public double readFixed() throws WaylandException {
    return readInt() / 256.0;
  }

  /// `null` where the protocol allows it.
  public String readString() throws WaylandException {
    MemorySegment raw = readArray();
    if (raw.byteSize() == 0) {
      return null;
    }
    long length = raw.byteSize() - 1;
    if (raw.get(JAVA_BYTE, length) != 0) {
      throw nonsense("has a string without end");
    }
    return new String(raw.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /// The bytes, borrowed until the listener returns.
  public MemorySegment readArray() throws WaylandException {
    long length = Integer.toUnsignedLong(readInt());
    long padded = length + 3 & ~3L;
    if (padded > end - position) {
      throw nonsense("has an argument longer than itself");
    }
    MemorySegment slice = bytes.asSlice(position, length).asReadOnly();
    position += padded;
    return slice;
  }

  /// A descriptor, the listener's to close.
  public int readFd() throws WaylandException {
    int fd = connection.takeFd();
    if (fd < 0) {
      throw nonsense("lacks its descriptor");
    }
    return fd;
  }

  /// An object of any interface; `null`: none, or one that is already destroyed.
  public WaylandProxy readObject() throws WaylandException {
    return readObject(WaylandProxy.class);
  }

  /// An object; `null`: none, or one that is already destroyed.
  public <T extends WaylandProxy> T readObject(Class<T> type) throws WaylandException {
    int id = readInt();
    WaylandProxy object = id == 0 ? null : connection.object(id);
    if (object == null || object.isRetired()) {
      return null;
    }
    if (!type.isInstance(object)) {
      throw nonsense("names " + object + " in the place of a " + type.getSimpleName());
    }
    return type.cast(object);
  }

  /// An object the compositor made.
  public <T extends WaylandProxy> T readNew(T fresh, int version) throws WaylandException {
    connection.adoptFromServer(fresh, readInt(), version);
    return fresh;
  }

  /// Checks that the event had no more arguments than its interface says.
  public void finish() throws WaylandException {
    if (position != end) {
      throw nonsense("is too long");
    }
  }

  private WaylandException nonsense(String what) {
    return new WaylandException("an event of " + target + " " + what);
  }
}
