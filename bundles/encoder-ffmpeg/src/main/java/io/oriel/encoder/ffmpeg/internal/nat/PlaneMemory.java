package io.oriel.encoder.ffmpeg.internal.nat;

import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// The planes of an `AVFrame` as memory segments.
public final class PlaneMemory {
  private PlaneMemory() {}

  /// One plane, borrowed from the frame.
  ///
  /// @param rows how many rows of `linesize` bytes it has
  @SuppressWarnings("restricted") // av_frame_get_buffer allocated so many rows
  public static MemorySegment of(AVFrame frame, int plane, int rows) {
    return MemorySegment.ofAddress(frame.data(plane).address())
        .reinterpret((long) frame.linesize(plane) * rows);
  }
}
