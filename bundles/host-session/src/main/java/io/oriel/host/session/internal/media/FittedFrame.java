package io.oriel.host.session.internal.media;

import io.oriel.api.media.Frame;
import io.oriel.api.media.HdrMetadata;
import io.oriel.api.media.VideoFormat;
import io.oriel.media.core.PictureBuffer;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/// A buffer for a picture that was brought to the client's size.
final class FittedFrame extends PictureBuffer {
  private final AtomicBoolean taken = new AtomicBoolean();
  private final VideoFormat format;
  private final MemorySegment pixels;
  private HdrMetadata hdr;
  private Fit content; // what its border was cleared for

  /// @param pixels rows without gaps
  FittedFrame(long bufferId, VideoFormat format, MemorySegment pixels) {
    super(bufferId);
    this.format = format;
    this.pixels = pixels;
  }

  /// @return whether it was free
  boolean take() {
    return taken.compareAndSet(false, true);
  }

  boolean isTaken() {
    return taken.get();
  }

  /// Fills it.
  void show(Frame from, Fit fit) {
    if (content != fit) {
      pixels.fill((byte) 0);
      content = fit;
    }
    fit.scale(from, this);
    holds(format, from.sequence(), from.captureNanos(), from.readyNanos());
    hdr = from.hdr();
  }

  @Override
  public int planeStride(int plane) {
    return 4 * format.widthPx();
  }

  @Override
  public MemorySegment planeBytes(int plane) {
    return pixels;
  }

  @Override
  public HdrMetadata hdr() {
    return hdr;
  }

  @Override
  public void release() {
    taken.set(false);
  }
}
