package io.oriel.testkit;

import io.oriel.api.media.Frame;
import io.oriel.api.media.HdrMetadata;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.VideoFormat;
import java.lang.foreign.MemorySegment;

/// A picture whose use is checked.
final class WatchedFrame implements Frame {
  private final Frame frame;
  private final Lease lease;

  WatchedFrame(Frame frame, Lease lease) {
    this.frame = frame;
    this.lease = lease;
  }

  private Frame used(String what) {
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
  public VideoFormat format() {
    return used("format()").format();
  }

  @Override
  public MemoryKind memory() {
    return used("memory()").memory();
  }

  @Override
  public long bufferId() {
    return used("bufferId()").bufferId();
  }

  @Override
  public int planeCount() {
    return used("planeCount()").planeCount();
  }

  @Override
  public int planeFd(int plane) {
    return used("planeFd()").planeFd(plane);
  }

  @Override
  public int planeOffset(int plane) {
    return used("planeOffset()").planeOffset(plane);
  }

  @Override
  public int planeStride(int plane) {
    return used("planeStride()").planeStride(plane);
  }

  @Override
  public MemorySegment planeBytes(int plane) {
    return used("planeBytes()").planeBytes(plane);
  }

  @Override
  public long deviceAddress(int plane) {
    return used("deviceAddress()").deviceAddress(plane);
  }

  @Override
  public String drmDevice() {
    return used("drmDevice()").drmDevice();
  }

  @Override
  public HdrMetadata hdr() {
    return used("hdr()").hdr();
  }

  @Override
  public int acquireFenceFd() {
    return used("acquireFenceFd()").acquireFenceFd();
  }

  @Override
  public void release() {
    lease.release();
    frame.release();
  }
}
