package io.oriel.capture.wlroots.internal.media;

import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlOutput;
import io.oriel.media.wayland.protocol.ZwlrScreencopyFrameV1;
import io.oriel.media.wayland.protocol.ZwlrScreencopyManagerV1;

/// One screencopy frame object and how far it has come; used again once the compositor has deleted
/// it, so that a picture costs no allocation. Video thread.
final class CopyRequest implements ZwlrScreencopyFrameV1.Events {
  /// How far a request has come.
  enum Phase {
    /// Not asked.
    IDLE,
    /// Asked; the compositor will tell the buffer it needs.
    ASKED,
    /// The buffer is known; a copy may be asked for.
    DESCRIBED,
    /// A copy is under way, waiting for damage perhaps.
    COPYING,
    READY,
    FAILED
  }

  private static final int BUFFER_DONE_SINCE = 3;

  private final ZwlrScreencopyFrameV1 proxy = new ZwlrScreencopyFrameV1(this);
  Phase phase = Phase.IDLE;
  int shmFormat;
  int widthPx;
  int heightPx;
  int strideBytes;
  long presentedNanos;
  long readyNanos;
  private ShmFrame target;
  private boolean described;
  private int flags;

  /// Whether the object can be used for another request.
  boolean free() {
    return phase == Phase.IDLE && proxy.isUnattached();
  }

  void ask(ZwlrScreencopyManagerV1 manager, WlOutput output, boolean withCursor)
      throws WaylandException {
    described = false;
    flags = 0;
    manager.captureOutput(proxy, withCursor ? 1 : 0, output);
    phase = Phase.ASKED;
  }

  void copy(ShmFrame into, boolean whenDamaged) throws WaylandException {
    target = into;
    if (whenDamaged) {
      proxy.copyWithDamage(into.buffer);
    } else {
      proxy.copy(into.buffer);
    }
    phase = Phase.COPYING;
  }

  /// Ends this request.
  ///
  /// @return the buffer it copied into, the caller's from now on; `null`: none yet
  ShmFrame done() throws WaylandException {
    var picture = target;
    target = null;
    proxy.destroy();
    phase = Phase.IDLE;
    return picture;
  }

  boolean upsideDown() {
    return (flags & ZwlrScreencopyFrameV1.FLAGS_Y_INVERT) != 0;
  }

  @Override
  public void buffer(int format, int width, int height, int stride) {
    if (!described) { // the first is the compositor's own choice
      described = true;
      shmFormat = format;
      widthPx = width;
      heightPx = height;
      strideBytes = stride;
      if (proxy.version() < BUFFER_DONE_SINCE) {
        phase = Phase.DESCRIBED;
      }
    }
  }

  @Override
  public void bufferDone() {
    phase = described ? Phase.DESCRIBED : Phase.FAILED;
  }

  @Override
  public void flags(int value) {
    flags = value;
  }

  @Override
  public void ready(int tvSecHi, int tvSecLo, int tvNsec) {
    readyNanos = System.nanoTime();
    long seconds = (long) tvSecHi << 32 | Integer.toUnsignedLong(tvSecLo);
    presentedNanos = seconds * 1_000_000_000L + Integer.toUnsignedLong(tvNsec);
    phase = Phase.READY;
  }

  @Override
  public void failed() {
    phase = Phase.FAILED;
  }
}
