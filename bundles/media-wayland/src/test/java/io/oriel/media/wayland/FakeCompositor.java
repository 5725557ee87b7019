package io.oriel.media.wayland;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.nat.UnixSocket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The other end of a socket pair: reads and writes raw messages.
final class FakeCompositor implements AutoCloseable {
  private static final int[] NO_FDS = {};

  final UnixSocket socket;
  final WaylandConnection client;
  private final MemorySegment buffer = Arena.ofAuto().allocate(1 << 17, 8);

  FakeCompositor() throws IOException {
    UnixSocket[] pair = UnixSocket.pair();
    socket = pair[0];
    client = new WaylandConnection(pair[1]);
  }

  /// Sends one message; `words` are its arguments.
  void send(int object, int opcode, int... words) throws IOException {
    int size = 8 + words.length * 4;
    buffer.set(JAVA_INT, 0, object);
    buffer.set(JAVA_INT, 4, size << 16 | opcode);
    for (int i = 0; i < words.length; i++) {
      buffer.set(JAVA_INT, 8 + i * 4L, words[i]);
    }
    socket.send(buffer, 0, size, new int[0], 0);
  }

  void sendBytes(byte[] bytes, int... fds) throws IOException {
    MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, bytes.length);
    socket.send(buffer, 0, bytes.length, fds, fds.length);
  }

  /// The next bytes as words.
  int[] receive() throws IOException {
    int came = socket.receive(buffer, 0, buffer.byteSize());
    int[] words = new int[Math.max(0, came) / 4];
    for (int i = 0; i < words.length; i++) {
      words[i] = buffer.get(JAVA_INT, i * 4L);
    }
    return words;
  }

  /// Throws away what the client sent.
  void drain() throws IOException {
    socket.receive(buffer, 0, buffer.byteSize());
  }

  /// `wl_display.delete_id`, without allocating.
  void confirm(int id) throws IOException {
    buffer.set(JAVA_INT, 0, 1);
    buffer.set(JAVA_INT, 4, 12 << 16 | 1);
    buffer.set(JAVA_INT, 8, id);
    socket.send(buffer, 0, 12, NO_FDS, 0);
  }

  @Override
  public void close() {
    client.close();
    socket.close();
  }
}
