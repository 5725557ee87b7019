package io.oriel.testkit;

import io.oriel.api.media.EncodedFrame;
import java.lang.foreign.MemorySegment;

/// A bitstream whose use is checked.
final class WatchedEncodedFrame implements EncodedFrame {
  private final EncodedFrame frame;
  private final Lease lease;

  WatchedEncodedFrame(EncodedFrame frame, Lease lease) {
    this.frame = frame;
    this.lease = lease;
  }

  private EncodedFrame used(String what) {
    lease.use(what);
    return frame;
  }

  @Override
  public long sequence() {
    return used("sequence()").sequence();
  }

  @Override
  public long captureNanos() {
    return used("captureNanos()").captureNanos();
  }

  @Override
  public long readyNanos() {
    return used("readyNanos()").readyNanos();
  }

  @Override
  public long submittedNanos() {
    return used("submittedNanos()").submittedNanos();
  }

  @Override
  public long convertDurationNanos() {
    return used("convertDurationNanos()").convertDurationNanos();
  }

  @Override
  public long encodeDurationNanos() {
    return used("encodeDurationNanos()").encodeDurationNanos();
  }

  @Override
  public long encodedNanos() {
    return used("encodedNanos()").encodedNanos();
  }

  @Override
  public int flags() {
    return used("flags()").flags();
  }

  @Override
  public MemorySegment bytes() {
    return used("bytes()").bytes();
  }

  @Override
  public int length() {
    return used("length()").length();
  }

  @Override
  public boolean lastSlice() {
    return used("lastSlice()").lastSlice();
  }

  @Override
  public void retain() {
    lease.retain();
    frame.retain();
  }

  @Override
  public void release() {
    lease.release();
    frame.release();
  }
}
