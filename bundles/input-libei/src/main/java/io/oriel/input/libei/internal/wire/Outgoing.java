package io.oriel.input.libei.internal.wire;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.UnixSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Requests on their way to a server: a buffer of fixed size. One thread at a time; nothing blocks,
/// nothing but a string allocates.
///
/// ```
/// message  0 object:u64  8 length:u32, with this header  12 opcode:u32  16 arguments
/// string   0 length:u32, with its NUL; 0: none  4 UTF-8 and NUL, padded to 4
/// ```
///
/// All in the byte order of the machine (libei, "Protocol", wire format).
public final class Outgoing {
  private static final int HEADER = 16;

  /// No request is longer.
  private static final int MOST_BYTES = 512;
  private static final int[] NO_FDS = {};

  private final MemorySegment bytes;
  private int sent;
  private int end;
  private int message = -1; // where the one being written began

  /// @param capacity in bytes
  public Outgoing(int capacity) {
    bytes = Arena.ofAuto().allocate(capacity, 8);
  }

  /// Bytes that can be written before the next [#send].
  public int room() {
    return (int) bytes.byteSize() - (end - sent);
  }

  /// Whether something waits to be sent.
  public boolean isEmpty() {
    return end == sent;
  }

  /// Begins a request.
  ///
  /// @throws IllegalStateException when there is no [#room()]: the server asks and does not read
  public Outgoing begin(long object, int opcode) {
    if (room() < MOST_BYTES) {
      throw new IllegalStateException("the EIS server does not read");
    }
    if (bytes.byteSize() - end < MOST_BYTES) {
      MemorySegment.copy(bytes, sent, bytes, 0, end - sent);
      end -= sent;
      sent = 0;
    }
    message = end;
    bytes.set(JAVA_LONG_UNALIGNED, end, object);
    bytes.set(JAVA_INT_UNALIGNED, end + 12L, opcode);
    end += HEADER;
    return this;
  }

  public Outgoing u32(int value) {
    bytes.set(JAVA_INT_UNALIGNED, end, value);
    end += 4;
    return this;
  }

  public Outgoing u64(long value) {
    bytes.set(JAVA_LONG_UNALIGNED, end, value);
    end += 8;
    return this;
  }

  public Outgoing f32(float value) {
    bytes.set(JAVA_FLOAT_UNALIGNED, end, value);
    end += 4;
    return this;
  }

  public Outgoing string(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    u32(utf8.length + 1);
    MemorySegment.copy(utf8, 0, bytes, JAVA_BYTE, end, utf8.length);
    int padded = utf8.length + 4 & ~3; // at least the NUL
    bytes.asSlice(end + (long) utf8.length, padded - utf8.length).fill((byte) 0);
    end += padded;
    return this;
  }

  /// Ends the request.
  public void end() {
    bytes.set(JAVA_INT_UNALIGNED, message + 8L, end - message);
    message = -1;
  }

  /// Gives the kernel what it takes.
  ///
  /// @return whether nothing is left
  public boolean send(UnixSocket socket) throws ErrnoException {
    while (sent < end) {
      int taken = socket.send(bytes, sent, end - sent, NO_FDS, 0);
      if (taken == UnixSocket.WOULD_BLOCK) {
        return false;
      }
      sent += taken;
    }
    sent = 0;
    end = 0;
    return true;
  }
}
