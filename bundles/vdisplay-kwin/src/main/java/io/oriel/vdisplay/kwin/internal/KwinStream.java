package io.oriel.vdisplay.kwin.internal;

import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.ZkdeScreencastStreamUnstableV1;
import java.util.OptionalLong;

/// One stream of `zkde_screencast_unstable_v1`: a PipeWire node that KWin feeds for as long as this
/// is not closed. Loop's thread, except what it tells.
final class KwinStream implements ZkdeScreencastStreamUnstableV1.Events {
  /// How the pictures are come by, best first.
  enum Way {
    /// A new monitor of the wanted size.
    VIRTUAL_OUTPUT,
    /// A monitor that is there.
    OUTPUT,
    /// A window that is there.
    WINDOW
  }

  private final Way way;
  private final ZkdeScreencastStreamUnstableV1 proxy = new ZkdeScreencastStreamUnstableV1(this);
  private Runnable ended = () -> {};
  private volatile int node = -1;
  private volatile OptionalLong serial = OptionalLong.empty();
  private String refusal;
  private boolean closed;

  KwinStream(Way way) {
    this.way = way;
  }

  Way way() {
    return way;
  }

  /// For the request that makes the stream.
  ZkdeScreencastStreamUnstableV1 proxy() {
    return proxy;
  }

  /// Says who is told when KWin ends the stream by itself.
  void onEnd(Runnable listener) {
    ended = listener;
    if (closed) {
      listener.run();
    }
  }

  /// Whether KWin has answered.
  boolean answered() {
    return node >= 0 || refusal != null || closed;
  }

  /// KWin's own words; `null`: it did not refuse.
  String refusal() {
    return closed && refusal == null ? "KWin closed the stream at once" : refusal;
  }

  /// The PipeWire node. Any thread.
  int node() {
    return node;
  }

  /// Its serial, which KWin tells from Plasma 6.6 on. Any thread.
  OptionalLong serial() {
    return serial;
  }

  /// Ends the stream; a monitor made for it goes away.
  void close() throws WaylandException {
    ended = () -> {};
    if (proxy.isAlive()) {
      proxy.close();
    }
  }

  @Override
  public void created(int id) {
    node = id;
  }

  @Override
  public void serial(int high, int low) {
    serial = OptionalLong.of((long) high << 32 | Integer.toUnsignedLong(low));
  }

  @Override
  public void failed(String error) {
    refusal = error == null || error.isBlank() ? "no reason given" : error;
  }

  @Override
  public void closed() {
    closed = true;
    ended.run();
  }
}
