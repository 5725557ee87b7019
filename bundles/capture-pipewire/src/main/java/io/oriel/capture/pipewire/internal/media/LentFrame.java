package io.oriel.capture.pipewire.internal.media;

import io.oriel.api.media.Frame;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.VideoFormat;
import io.oriel.media.pipewire.VideoBuffer;
import io.oriel.media.pipewire.VideoStream;
import java.lang.foreign.MemorySegment;

/// A buffer of the producer's, and the lease on the picture in it. Made once per buffer.
///
/// The connection's thread fills it in while nobody has it; whoever takes it sees those writes
/// through the hand-over.
final class LentFrame implements Frame {
  final VideoBuffer buffer;
  private final VideoStream stream;
  private final long bufferId;
  private final MemoryKind memory;
  private VideoFormat format;
  private long sequence;
  private long captureNanos;
  private long readyNanos;

  LentFrame(VideoBuffer buffer, VideoStream stream, long bufferId) {
    this.buffer = buffer;
    this.stream = stream;
    this.bufferId = bufferId;
    memory = buffer.bytes().byteSize() > 0 ? MemoryKind.HOST : MemoryKind.DMABUF;
  }

  void filled(VideoFormat as, long number, long captured, long ready) {
    format = as;
    sequence = number;
    captureNanos = captured;
    readyNanos = ready;
  }

  /// Gives it back without having been read.
  void drop() {
    stream.giveBack(buffer);
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public long captureNanos() {
    return captureNanos;
  }

  @Override
  public long readyNanos() {
    return readyNanos;
  }

  @Override
  public VideoFormat format() {
    return format;
  }

  @Override
  public MemoryKind memory() {
    return memory;
  }

  @Override
  public long bufferId() {
    return bufferId;
  }

  @Override
  public int planeCount() {
    return memory == MemoryKind.HOST ? 1 : buffer.planes();
  }

  @Override
  public int planeFd(int plane) {
    return memory == MemoryKind.HOST ? -1 : buffer.fd(plane);
  }

  @Override
  public int planeOffset(int plane) {
    return buffer.offset(plane);
  }

  @Override
  public int planeStride(int plane) {
    return buffer.stride(plane);
  }

  @Override
  public MemorySegment planeBytes(int plane) {
    return buffer.bytes();
  }

  @Override
  public void release() {
    buffer.endRead();
    stream.giveBack(buffer);
  }
}
