package io.oriel.testkit;

import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.Frame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Checks that leases are given back once: wraps pictures and bitstreams on their way to the code
/// under test, and remembers who took and who released them. Any thread.
///
/// A second release, or the use of a released lease, throws an [AssertionError] that shows both
/// places; [#check()] shows where the leases came from that nobody released.
public final class LeaseLedger {
  private final Map<Lease, Boolean> open = new ConcurrentHashMap<>();
  private final Map<AssertionError, Boolean> errors = new ConcurrentHashMap<>();

  /// A picture that is watched. The caller hands on the result instead of the argument.
  public Frame track(Frame frame) {
    return new WatchedFrame(frame, lease("frame " + frame.sequence(), 1));
  }

  /// A bitstream that is watched, with the one hold its receiver has.
  public EncodedFrame track(EncodedFrame frame) {
    return new WatchedEncodedFrame(frame, lease("encoded frame " + frame.sequence(), 1));
  }

  /// How many leases are not given back.
  public int open() {
    return open.size();
  }

  /// Fails when a lease is not given back, or one was misused, on whichever thread.
  ///
  /// @throws AssertionError with the places as suppressed exceptions
  public void check() {
    if (open.isEmpty() && errors.isEmpty()) {
      return;
    }
    var error =
        new AssertionError(open.size() + " leases not released, " + errors.size() + " misused");
    open.keySet().forEach(lease -> error.addSuppressed(lease.taken()));
    errors.keySet().forEach(error::addSuppressed);
    throw error;
  }

  private Lease lease(String name, int holds) {
    var lease = new Lease(name, holds, open::remove, this::misused);
    open.put(lease, true);
    return lease;
  }

  private void misused(AssertionError error) {
    errors.put(error, true);
  }
}
