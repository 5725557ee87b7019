package io.oriel.encoder.x264.internal.nat;

/// Takes NAL units as they are finished. Called on x264's threads, several at once, and not in
/// order; must not throw.
public interface NalSink {
  /// @param encoder handle for [NalUnit#encode]
  /// @param nal an `x264_nal_t`, for [NalUnit]
  void finished(long encoder, long nal);
}
