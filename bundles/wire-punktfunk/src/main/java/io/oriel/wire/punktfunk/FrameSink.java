package io.oriel.wire.punktfunk;

/// Where frames go. Called on the receive thread, in the order in which frames become whole, which
/// need not be that of their numbers (punktfunk protocol notes §16.4).
public interface FrameSink {
  /// A frame is whole.
  ///
  /// @param frame borrowed until this returns
  void frame(AccessUnit frame);

  /// A frame was given up: too old, or its memory was needed. Frames of which not a single packet
  /// came are not told, only counted; whoever decodes sees the gap.
  ///
  /// @param index its number, 32 bits, wrapping
  default void lost(int index) {}
}
