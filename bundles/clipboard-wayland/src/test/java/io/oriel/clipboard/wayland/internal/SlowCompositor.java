package io.oriel.clipboard.wayland.internal;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/// A compositor that takes its time to say what it has, and then says nothing any more. The wire
/// format is that of the Wayland protocol specification, chapter "Wire Format".
final class SlowCompositor implements AutoCloseable {
  private static final int DISPLAY = 1;
  private static final int SYNC = 0;
  private static final int GET_REGISTRY = 1;

  private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
  private final long delayNanos;

  SlowCompositor(Path socket, long delayNanos) throws IOException {
    this.delayNanos = delayNanos;
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    try (var client = server.accept()) {
      int registry = 0;
      boolean answered = false;
      while (true) {
        ByteBuffer head = read(client, 8);
        int object = head.getInt();
        int opcode = head.getShort();
        ByteBuffer rest = read(client, Short.toUnsignedInt(head.getShort()) - 8);
        if (object == DISPLAY && opcode == GET_REGISTRY) {
          registry = rest.getInt();
        } else if (object == DISPLAY && opcode == SYNC && !answered) {
          answered = true;
          long end = System.nanoTime() + delayNanos;
          while (end - System.nanoTime() > 0) {
            LockSupport.parkNanos(end - System.nanoTime());
          }
          client.write(global(registry, 1, "wl_seat"));
          client.write(global(registry, 2, "ext_data_control_manager_v1"));
          client.write(message(rest.getInt(), 0, 4).putInt(0).flip()); // wl_callback.done
        }
      }
    } catch (IOException _) {
      // the client has gone
    }
  }

  private static ByteBuffer global(int registry, int name, String type) {
    byte[] text = (type + "\0").getBytes(StandardCharsets.US_ASCII);
    int padded = text.length + 3 & ~3;
    var message = message(registry, 0, 12 + padded).putInt(name).putInt(text.length);
    message.put(text).position(16 + padded);
    return message.putInt(1).flip();
  }

  private static ByteBuffer message(int object, int opcode, int body) {
    return ByteBuffer.allocate(8 + body)
        .order(ByteOrder.nativeOrder())
        .putInt(object)
        .putInt(8 + body << 16 | opcode);
  }

  private static ByteBuffer read(SocketChannel client, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    while (buffer.hasRemaining()) {
      if (client.read(buffer) < 0) {
        throw new EOFException();
      }
    }
    return buffer.flip();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
