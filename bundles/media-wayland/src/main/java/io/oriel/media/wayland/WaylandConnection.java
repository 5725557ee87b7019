package io.oriel.media.wayland;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.nat.EventFd;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Poller;
import io.oriel.media.nat.UnixSocket;
import io.oriel.media.wayland.protocol.WlCallback;
import io.oriel.media.wayland.protocol.WlDisplay;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/// A connection to a Wayland compositor.
///
/// One thread at a time, except [#wake()]. Listeners run inside [#dispatch()] and [#await(long)].
/// Sending and dispatching allocate nothing but what a listener's arguments need (strings). After
/// a [WaylandException] the connection is dead: every later call throws it again in other words.
public final class WaylandConnection implements AutoCloseable {
  private static final int HEADER = 8;
  private static final int MOST_READS = 16; // a flooding compositor does not keep the thread
  private static final int ROOM = 1 << 17; // twice the longest message, whose size has 16 bits

  final MessageWriter out;
  private final UnixSocket socket;
  private final EventFd wake;
  private final Poller poller;
  private final MemorySegment in = Arena.ofAuto().allocate(ROOM, 8);
  private final MessageReader reader = new MessageReader(this, in);
  private final ObjectTable objects = new ObjectTable();
  private final WlDisplay display;
  private int filled;
  private String dead;

  /// *Takes ownership* of a connected socket.
  public WaylandConnection(UnixSocket socket) throws IOException {
    this.socket = socket;
    this.out = new MessageWriter(socket);
    try {
      wake = new EventFd();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    poller = new Poller(socket.fd(), wake.fd());
    display = new WlDisplay(new DisplayEvents());
    adopt(display, 1);
  }

  /// Connects to a compositor.
  ///
  /// @param path absolute path of its socket
  public static WaylandConnection connect(String path) throws IOException {
    return new WaylandConnection(UnixSocket.connect(path));
  }

  /// The object everything starts from.
  public WlDisplay display() {
    return display;
  }

  /// Sends queued requests, as many as the socket takes now.
  ///
  /// @return whether all of them were sent
  public boolean flush() throws WaylandException {
    alive();
    try {
      return out.flush();
    } catch (WaylandException e) {
      throw gone(e);
    }
  }

  /// The socket, readable when [#dispatch()] has something to do: for a [Poller] that waits for
  /// other things too. Borrowed until [#close()].
  public int fd() {
    return socket.fd();
  }

  /// Bytes of requests that can be queued before a request throws.
  public int room() {
    return out.room();
  }

  /// Reads and dispatches what has arrived, without waiting.
  ///
  /// @return how many events
  public int dispatch() throws WaylandException {
    alive();
    int events = 0;
    try {
      for (int reads = 0; reads < MOST_READS; reads++) {
        int came = socket.receive(in, filled, ROOM - filled);
        if (came == 0) {
          throw new WaylandException("the compositor closed the connection");
        }
        if (came < 0) {
          break;
        }
        filled += came;
        events += dispatchBuffered();
      }
      return events;
    } catch (WaylandException e) {
      dead = e.getMessage();
      throw e;
    } catch (IOException e) {
      dead = "the compositor has gone: " + e.getMessage();
      throw new WaylandException(dead, e);
    }
  }

  /// Sends queued requests, waits for events or [#wake()], and dispatches.
  ///
  /// @param timeoutNanos 0: only look; negative: for ever
  /// @return whether an event was dispatched
  public boolean await(long timeoutNanos) throws WaylandException {
    poller.want(0, flush() ? Poller.IN : Poller.IN | Poller.OUT);
    try {
      poller.poll(timeoutNanos);
    } catch (IOException e) {
      throw new WaylandException(e.getMessage(), e);
    }
    if (poller.readable(1)) {
      wake.drain();
    }
    return poller.readable(0) && dispatch() > 0;
  }

  /// Makes a running or the next [#await(long)] return at once. Any thread; allocates nothing.
  public void wake() {
    wake.signal();
  }

  /// Waits until the compositor has worked off all requests so far. Control thread.
  public void roundtrip(Duration limit) throws WaylandException {
    var done = new boolean[1];
    var callback =
        new WlCallback(
            new WlCallback.Events() {
              @Override
              public void done(int data) {
                done[0] = true;
              }
            });
    display.sync(callback);
    long deadline = System.nanoTime() + limit.toNanos();
    while (!done[0]) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new WaylandException(
            "the compositor did not answer within " + limit.toMillis() + " ms");
      }
      await(left);
    }
  }

  /// Ends the connection: the compositor removes everything made through it. No thread may be
  /// inside.
  @Override
  public void close() {
    if (dead == null) {
      dead = "the connection is closed";
    }
    out.closeFds();
    socket.close();
    wake.close();
  }

  void prepare() throws WaylandException {
    alive();
    try {
      out.prepare();
    } catch (WaylandException e) {
      throw gone(e);
    }
  }

  void begin(int id, int opcode) throws WaylandException {
    alive();
    try {
      out.begin(id, opcode);
    } catch (WaylandException e) {
      throw gone(e);
    }
  }

  void end() {
    out.end();
  }

  final void adopt(WaylandProxy fresh, int version) throws WaylandException {
    if (!fresh.isUnattached()) {
      throw new IllegalStateException(fresh + " is in use");
    }
    fresh.attach(this, objects.add(fresh), version);
  }

  void adoptFromServer(WaylandProxy fresh, int id, int version) throws WaylandException {
    objects.addServer(fresh, id);
    fresh.attach(this, id, version);
  }

  WaylandProxy object(int id) {
    return objects.get(id);
  }

  int takeFd() {
    return socket.takeFd();
  }

  private int dispatchBuffered() throws WaylandException {
    int events = 0;
    int at = 0;
    while (filled - at >= HEADER) {
      int id = in.get(JAVA_INT, at);
      int word = in.get(JAVA_INT, at + 4L);
      int size = word >>> 16;
      if (size < HEADER || (size & 3) != 0) {
        throw new WaylandException("the compositor sent a message of " + size + " bytes");
      }
      if (filled - at < size) {
        break;
      }
      dispatchOne(id, word & 0xffff, at + HEADER, at + size);
      at += size;
      events++;
    }
    if (at > 0) {
      MemorySegment.copy(in, at, in, 0, filled - at);
      filled -= at;
    }
    return events;
  }

  private void dispatchOne(int id, int opcode, int from, int to) throws WaylandException {
    WaylandProxy proxy = objects.get(id);
    if (proxy == null) {
      throw new WaylandException(
          "the compositor sent an event of object " + ObjectTable.hex(id) + ", which never was");
    }
    if (proxy.isRetired()) {
      for (int i = proxy.descriptors(opcode); i > 0; i--) {
        Fd.close(socket.takeFd());
      }
      return;
    }
    reader.aim(proxy, from, to);
    proxy.dispatch(opcode, reader);
  }

  private void alive() throws WaylandException {
    if (dead != null) {
      throw new WaylandException(dead);
    }
  }

  /// A failed send may hide why the compositor hung up: its last words are still to be read.
  private WaylandException gone(WaylandException cause) {
    try {
      dispatch();
    } catch (WaylandException e) {
      return e;
    }
    dead = cause.getMessage();
    return cause;
  }

  private final class DisplayEvents implements WlDisplay.Events {
    @Override
    public void error(WaylandProxy object, int code, String message) throws WaylandException {
      String name = object == null ? "an object that is gone" : object.interfaceName();
      int id = object == null ? 0 : object.id();
      throw new ProtocolErrorException(name, id, code, message);
    }

    @Override
    public void deleteId(int id) throws WaylandException {
      WaylandProxy proxy = objects.get(id);
      if (proxy == null || proxy == display || ObjectTable.isServer(id)) {
        throw new WaylandException("the compositor deleted object " + ObjectTable.hex(id));
      }
      objects.remove(id);
      proxy.detach();
    }
  }
}
