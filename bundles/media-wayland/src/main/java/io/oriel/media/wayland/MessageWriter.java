package io.oriel.media.wayland;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.nat.Fd;
import io.oriel.media.nat.UnixSocket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Requests waiting to be sent: one reused buffer, and the descriptors that travel with it.
final class MessageWriter {
  /// libwayland refuses longer messages (`WL_MAX_MESSAGE_SIZE`, wayland-private.h).
  static final int LONGEST_MESSAGE = 4096;

  private static final int ROOM = 16 * LONGEST_MESSAGE;
  private static final int MOST_FDS = 28; // MAX_FDS_OUT of libwayland's connection.c

  private final UnixSocket socket;
  private final MemorySegment bytes = Arena.ofAuto().allocate(ROOM, 8);
  private final int[] fds = new int[MOST_FDS];
  private int fdCount;
  private int start; // first byte not sent yet
  private int end; // after the last whole message
  private int position; // inside the message being written

  MessageWriter(UnixSocket socket) {
    this.socket = socket;
  }

  /// How many bytes of requests wait for the compositor to read.
  int pending() {
    return end - start;
  }

  /// Bytes that can still be queued.
  int room() {
    return ROOM - pending();
  }

  /// Makes sure that one message fits.
  void prepare() throws WaylandException {
    if (ROOM - end >= LONGEST_MESSAGE && fdCount < MOST_FDS) {
      return;
    }
    flush();
    if (start > 0) {
      MemorySegment.copy(bytes, start, bytes, 0, end - start);
      end -= start;
      start = 0;
    }
    if (ROOM - end < LONGEST_MESSAGE || fdCount == MOST_FDS) {
      throw new WaylandException("the compositor does not read its socket");
    }
  }

  void begin(int id, int opcode) throws WaylandException {
    prepare();
    bytes.set(JAVA_INT, end, id);
    bytes.set(JAVA_INT, end + 4L, opcode);
    position = end + 8;
  }

  void putInt(int value) throws WaylandException {
    check(4);
    bytes.set(JAVA_INT, position, value);
    position += 4;
  }

  void putString(String value) throws WaylandException {
    if (value == null) {
      putInt(0);
      return;
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    int padded = utf8.length + 4 & ~3;
    check(4 + (long) padded);
    putInt(utf8.length + 1);
    bytes.asSlice(position, padded).fill((byte) 0);
    MemorySegment.copy(utf8, 0, bytes, JAVA_BYTE, position, utf8.length);
    position += padded;
  }

  void putArray(MemorySegment value) throws WaylandException {
    long padded = value.byteSize() + 3 & ~3L;
    check(4 + padded);
    putInt((int) value.byteSize());
    bytes.asSlice(position, padded).fill((byte) 0);
    MemorySegment.copy(value, 0, bytes, position, value.byteSize());
    position += (int) padded;
  }

  void putFd(int fd) throws WaylandException {
    if (fdCount == MOST_FDS) {
      throw new WaylandException("too many descriptors wait to be sent");
    }
    try {
      fds[fdCount] = Fd.dup(fd);
    } catch (IOException e) {
      throw new WaylandException(e.getMessage(), e);
    }
    fdCount++;
  }

  void end() {
    int opcode = bytes.get(JAVA_INT, end + 4L);
    bytes.set(JAVA_INT, end + 4L, position - end << 16 | opcode);
    end = position;
  }

  /// Sends what the socket takes now.
  ///
  /// @return whether all of it was sent
  boolean flush() throws WaylandException {
    try {
      while (start < end) {
        int sent = socket.send(bytes, start, end - start, fds, fdCount);
        if (sent <= 0) {
          return false;
        }
        closeFds();
        start += sent;
      }
    } catch (IOException e) {
      throw new WaylandException("the compositor has gone: " + e.getMessage(), e);
    }
    start = 0;
    end = 0;
    return true;
  }

  void closeFds() {
    for (int i = 0; i < fdCount; i++) {
      Fd.close(fds[i]);
    }
    fdCount = 0;
  }

  private void check(long more) throws WaylandException {
    if (position - end + more > LONGEST_MESSAGE) {
      throw new WaylandException("a request is longer than " + LONGEST_MESSAGE + " bytes");
    }
  }
}
