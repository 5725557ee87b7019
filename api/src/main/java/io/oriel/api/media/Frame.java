package io.oriel.api.media;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ConsumerType;

/// A lease on one captured picture.
///
/// Exactly one owner at a time; the owner calls [#release()] once. All getters may be called from
/// the owner's thread until then, and allocate nothing.
@ConsumerType
public interface Frame {
  /// The capture's own number, growing; gaps are pictures that were superseded.
  long sequence();

  /// When the compositor finished the picture, on `System.nanoTime()`'s clock (CLOCK_MONOTONIC).
  long captureNanos();

  /// When this process learned that the picture is ready, on the same clock; at least
  /// [#captureNanos()]. The difference is what the compositor and its socket cost.
  long readyNanos();

  /// Size and pixel format. The same object for all pictures of one format.
  VideoFormat format();

  /// Where the bytes lie; decides which of the plane getters apply.
  MemoryKind memory();

  /// Names the pool buffer that holds the picture: above 0, the same for the same buffer.
  long bufferId();

  /// How many planes there are, 1 … 4.
  int planeCount();

  /// [MemoryKind#DMABUF] only: the plane's descriptor. It belongs to the frame; `dup` it to keep
  /// it.
  default int planeFd(int plane) {
    return -1;
  }

  /// Bytes from the start of the plane's memory to its first pixel.
  default int planeOffset(int plane) {
    return 0;
  }

  /// Bytes from one row to the next.
  int planeStride(int plane);

  /// [MemoryKind#HOST] only: the plane's bytes, valid until [#release()].
  default MemorySegment planeBytes(int plane) {
    return MemorySegment.NULL;
  }

  /// [MemoryKind#CUDA] only: the plane's device pointer.
  default long deviceAddress(int plane) {
    return 0;
  }

  /// [MemoryKind#DMABUF] only: the render node the buffer was allocated on; otherwise `null`.
  default String drmDevice() {
    return null;
  }

  /// HDR metadata; `null` for SDR.
  default HdrMetadata hdr() {
    return null;
  }

  /// A fence to wait for before reading; -1: synchronisation is implicit or not needed.
  default int acquireFenceFd() {
    return -1;
  }

  /// Gives the picture back to its producer. Exactly once, any thread, never blocks.
  void release();
}
