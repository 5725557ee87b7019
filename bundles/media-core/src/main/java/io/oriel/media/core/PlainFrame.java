package io.oriel.media.core;

import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.VideoFormat;
import java.lang.foreign.MemorySegment;

/// A picture nobody captured, for an encoder's self-test.
///
/// @param pixels XRGB8888, rows without gaps; outlives the frame
public record PlainFrame(MemorySegment pixels, int widthPx, int heightPx) implements Frame {
  @Override
  public long sequence() {
    return 1;
  }

  @Override
  public long captureNanos() {
    return 0;
  }

  @Override
  public long readyNanos() {
    return 0;
  }

  @Override
  public VideoFormat format() {
    return new VideoFormat(
        widthPx, heightPx, Fourcc.XRGB8888, Fourcc.MODIFIER_LINEAR, ColorSpec.SRGB);
  }

  @Override
  public MemoryKind memory() {
    return MemoryKind.HOST;
  }

  @Override
  public long bufferId() {
    return 1;
  }

  @Override
  public int planeCount() {
    return 1;
  }

  @Override
  public int planeStride(int plane) {
    return 4 * widthPx;
  }

  @Override
  public MemorySegment planeBytes(int plane) {
    return pixels;
  }

  @Override
  public void release() {
    // whoever made it owns the pixels
  }
}
