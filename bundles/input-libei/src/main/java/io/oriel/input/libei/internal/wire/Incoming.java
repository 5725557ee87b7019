package io.oriel.input.libei.internal.wire;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.UnixSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// What a server sends, message by message; the layout is that of [Outgoing]. Every length is
/// checked before it is used. The receiving thread.
public final class Incoming {
  private static final int HEADER = 16;

  /// No message of the protocol comes near this: names and explanations are short, keymaps come as
  /// descriptors.
  public static final int MOST_BYTES = 16_384;

  private final MemorySegment bytes = Arena.ofAuto().allocate(4L * MOST_BYTES, 8);
  private final UnixSocket socket;
  private int start;
  private int end;
  private int at; // the next argument of the present message
  private int limit; // its end
  private long object;
  private int opcode;

  public Incoming(UnixSocket socket) {
    this.socket = socket;
  }

  /// Takes from the socket what is there and fits.
  ///
  /// @return whether the connection still stands
  public boolean receive() throws ErrnoException {
    if (start > 0) {
      MemorySegment.copy(bytes, start, bytes, 0, end - start);
      end -= start;
      start = 0;
    }
    int came = socket.receive(bytes, end, bytes.byteSize() - end);
    if (came > 0) {
      end += came;
    }
    return came != 0;
  }

  /// Steps to the next complete message.
  ///
  /// @return `false`: there is none yet
  public boolean next() throws EiProtocolException {
    if (end - start < HEADER) {
      return false;
    }
    int length = bytes.get(JAVA_INT_UNALIGNED, start + 8L);
    if (length < HEADER || length > MOST_BYTES || length % 4 != 0) {
      throw new EiProtocolException("a message of " + Integer.toUnsignedString(length) + " bytes");
    }
    if (end - start < length) {
      return false;
    }
    object = bytes.get(JAVA_LONG_UNALIGNED, start);
    opcode = bytes.get(JAVA_INT_UNALIGNED, start + 12L);
    at = start + HEADER;
    limit = start + length;
    start = limit;
    return true;
  }

  /// The object that the message is from.
  public long object() {
    return object;
  }

  public int opcode() {
    return opcode;
  }

  private long take(int size) throws EiProtocolException {
    if (limit - at < size) {
      throw new EiProtocolException("a message that is too short for its arguments");
    }
    long from = at;
    at += size;
    return from;
  }

  public int u32() throws EiProtocolException {
    return bytes.get(JAVA_INT_UNALIGNED, take(4));
  }

  public long u64() throws EiProtocolException {
    return bytes.get(JAVA_LONG_UNALIGNED, take(8));
  }

  public float f32() throws EiProtocolException {
    return bytes.get(JAVA_FLOAT_UNALIGNED, take(4));
  }

  /// A string; `null`: none.
  public String string() throws EiProtocolException {
    int length = u32();
    if (length == 0) {
      return null;
    }
    if (length < 0 || length > limit - at) {
      throw new EiProtocolException(
          "a string of " + Integer.toUnsignedString(length) + " bytes in a shorter message");
    }
    long from = take(Math.min(length + 3 & ~3, limit - at));
    if (bytes.get(JAVA_BYTE, from + length - 1) != 0) {
      throw new EiProtocolException("a string without an end");
    }
    byte[] utf8 = bytes.asSlice(from, length - 1).toArray(JAVA_BYTE);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException _) {
      throw new EiProtocolException("a string that is not UTF-8");
    }
  }

  /// A string that has to be there.
  public String name() throws EiProtocolException {
    String value = string();
    if (value == null) {
      throw new EiProtocolException("no name where one belongs");
    }
    return value;
  }

  /// A descriptor. The caller owns it.
  public Fd descriptor() throws EiProtocolException {
    int fd = socket.takeFd();
    if (fd < 0) {
      throw new EiProtocolException("no descriptor where one belongs");
    }
    return new Fd(fd);
  }
}
