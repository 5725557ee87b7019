package io.oriel.lib.dbus.internal;

import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import io.oriel.media.nat.Fd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;

/// Cuts what the bus sends into messages. One thread.
final class MessageReader {
  /// The largest body that is kept; the host asks for nothing near it.
  static final int MOST_BODY = 4 * 1024 * 1024;

  private static final int MOST_FIELDS = 64 * 1024;
  // D-Bus specification, "Message Format": a message has at most 128 MiB
  private static final long MOST_MESSAGE = 128L * 1024 * 1024;

  private final BusSocket socket;

  MessageReader(BusSocket socket) {
    this.socket = socket;
  }

  /// Waits for the next message.
  ///
  /// @throws IOException the connection is of no use any more
  Incoming next() throws IOException {
    var fixed = new byte[MessageHeader.FIXED];
    socket.read(fixed, 0, fixed.length, 0);
    if (fixed[0] != 'l' && fixed[0] != 'B' || fixed[3] != 1) {
      throw new IOException("the bus sent something that is no message");
    }
    var length = new byte[4];
    socket.read(length, 0, 4, 0);
    long fieldBytes = unsigned(length, 0, fixed);
    long bodyBytes = unsigned(fixed, 4, fixed);
    if (fieldBytes > MOST_FIELDS || bodyBytes > MOST_MESSAGE) {
      throw new IOException(
          "the bus sent a message of %d + %d bytes".formatted(fieldBytes, bodyBytes));
    }
    // dbus-java wants the length of the fields in front of them, padded to 8.
    var fields = new byte[8 + (int) (fieldBytes + 7 & ~7)];
    System.arraycopy(length, 0, fields, 0, 4);
    socket.read(fields, 8, fields.length - 8, 0);
    var bare = Arrays.copyOfRange(fields, 8, 8 + (int) fieldBytes);
    MessageHeader header;
    try {
      header = MessageHeader.of(bare, bare.length, MessageHeader.order(fixed));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (bodyBytes > MOST_BODY) {
      socket.skip(bodyBytes);
      var trouble =
          new BusException(
              Kind.TOO_BIG, bodyBytes + " bytes came, " + MOST_BODY + " are the most taken");
      return new Incoming(fixed[1], header.replySerial(), null, trouble, descriptors(header), 0);
    }
    var body = new byte[(int) bodyBytes];
    socket.read(body, 0, body.length, 0);
    return message(fixed, fields, body, header);
  }

  private Incoming message(byte[] fixed, byte[] fields, byte[] body, MessageHeader header)
      throws IOException {
    var descriptors = descriptors(header);
    try {
      var message = MessageFactory.createMessage(fixed[1], fixed, fields, body, descriptors);
      if (!complete(fixed[1], message)) {
        throw new DBusException("a mandatory field is missing");
      }
      return new Incoming(fixed[1], header.replySerial(), message, null, descriptors, body.length);
    } catch (DBusException | RuntimeException e) {
      var trouble = new BusException(Kind.WRONG_TYPE, "a message that is not well-formed", e);
      return new Incoming(fixed[1], header.replySerial(), null, trouble, descriptors, 0);
    }
  }

  /// Whether it has the fields of its type (D-Bus specification, "Header Fields"); asking for one
  /// that is of another type throws.
  private static boolean complete(int type, Message message) {
    message.getSource();
    message.getSig();
    return switch (type) {
      case MessageHeader.METHOD_CALL -> message.getPath() != null && message.getName() != null;
      case MessageHeader.SIGNAL ->
          message.getPath() != null && message.getName() != null && message.getInterface() != null;
      case MessageHeader.ERROR -> message.getName() != null;
      default -> true;
    };
  }

  /// Descriptors arrive with the first byte of their message, so all of them are here by now.
  private List<FileDescriptor> descriptors(MessageHeader header) throws IOException {
    var descriptors = new ArrayList<FileDescriptor>();
    for (int i = 0; i < header.fdCount(); i++) {
      int fd = socket.takeFd();
      if (fd < 0) {
        descriptors.forEach(had -> Fd.close(had.getIntFileDescriptor()));
        throw new IOException("a message announced descriptors that did not come with it");
      }
      descriptors.add(new FileDescriptor(fd));
    }
    return descriptors;
  }

  private static long unsigned(byte[] bytes, int at, byte[] fixed) {
    return Integer.toUnsignedLong(
        ByteBuffer.wrap(bytes).order(MessageHeader.order(fixed)).getInt(at));
  }
}
