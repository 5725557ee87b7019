package io.oriel.lib.dbus.internal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What has to be known of a message before its body is read (D-Bus specification, "Message
/// Format"):
///
/// ```
///  0 endian:byte ('l' or 'B')  1 type:byte  2 flags:byte  3 version:byte (1)
///  4 body length:u32           8 serial:u32
/// 12 length of the fields:u32 16 fields: array of (code:byte, variant), padded to 8
/// ```
final class MessageHeader {
  static final int FIXED = 12;
  static final int METHOD_CALL = 1;
  static final int METHOD_RETURN = 2;
  static final int ERROR = 3;
  static final int SIGNAL = 4;

  private static final int FIELD_REPLY_SERIAL = 5;
  private static final int FIELD_UNIX_FDS = 9;

  private long replySerial;
  private int fdCount;

  private MessageHeader() {}

  static ByteOrder order(byte[] fixed) {
    return fixed[0] == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /// @param fields the bytes from 16 on
  /// @throws IllegalArgumentException they are not well-formed
  static MessageHeader of(byte[] fields, int length, ByteOrder order) {
    var header = new MessageHeader();
    var bytes = ByteBuffer.wrap(fields, 0, length).order(order);
    try {
      while (bytes.hasRemaining()) {
        align(bytes, 8);
        if (bytes.hasRemaining()) {
          header.field(bytes);
        }
      }
      return header;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the header of a message is cut short", e);
    }
  }

  long replySerial() {
    return replySerial;
  }

  int fdCount() {
    return fdCount;
  }

  private void field(ByteBuffer bytes) {
    int code = bytes.get();
    int signatureLength = bytes.get() & 0xff;
    char type = (char) bytes.get();
    skip(bytes, signatureLength); // the rest of the signature and its NUL
    if (signatureLength != 1) {
      throw new IllegalArgumentException("a header field of an unknown type");
    }
    switch (type) {
      case 'u' -> {
        align(bytes, 4);
        number(code, bytes.getInt());
      }
      case 's', 'o' -> {
        align(bytes, 4);
        skip(bytes, Integer.toUnsignedLong(bytes.getInt()) + 1);
      }
      case 'g' -> skip(bytes, (bytes.get() & 0xff) + 1L);
      default -> throw new IllegalArgumentException("a header field of type " + type);
    }
  }

  private void number(int code, int value) {
    if (code == FIELD_REPLY_SERIAL) {
      replySerial = Integer.toUnsignedLong(value);
    } else if (code == FIELD_UNIX_FDS) {
      fdCount = value;
    }
  }

  private static void align(ByteBuffer bytes, int to) {
    skip(bytes, Math.min(-bytes.position() & to - 1, bytes.remaining()));
  }

  private static void skip(ByteBuffer bytes, long count) {
    if (count > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    bytes.position(bytes.position() + (int) count);
  }
}
