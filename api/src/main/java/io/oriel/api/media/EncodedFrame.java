package io.oriel.api.media;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ConsumerType;

/// A lease on the bitstream of one frame, or on one slice of it.
///
/// Starts with one hold for whoever got it from the encoder; every [#retain()] adds one, every
/// [#release()] takes one away. Getters allocate nothing and are valid while a hold is kept.
@ConsumerType
public interface EncodedFrame {
  /// Decodable without any earlier frame; parameter sets come first.
  int KEY = 1;

  /// The first frame that does not refer to anything invalidated.
  int AFTER_INVALIDATION = 2;

  /// An intra-refresh wave starts here.
  int RECOVERY_POINT = 4;

  /// An intra-refresh wave ends here.
  int RECOVERY_CLOSE = 8;

  /// Shows the same picture as the frame before.
  int REPEAT = 16;

  /// Kept by the encoder as a long-term reference.
  int LONG_TERM = 32;

  /// The host's number of this frame: from 1, without gaps.
  long sequence();

  /// [Frame#captureNanos()] of the picture.
  long captureNanos();

  /// [Frame#readyNanos()] of the picture.
  long readyNanos();

  /// When the picture was handed to the encoder, on `System.nanoTime()`'s clock.
  long submittedNanos();

  /// How long colour conversion took; 0 where there is none.
  long convertDurationNanos();

  /// How long encoding took, without conversion.
  long encodeDurationNanos();

  /// When the bitstream was complete, on `System.nanoTime()`'s clock.
  long encodedNanos();

  /// A sum of [#KEY] and its siblings.
  int flags();

  /// The bitstream: native memory, at least [#length()] bytes.
  MemorySegment bytes();

  /// Bytes used in [#bytes()], above 0.
  int length();

  /// Whether this completes the frame; `false` only with several slices.
  boolean lastSlice();

  /// Adds a hold, for whoever keeps the frame beyond the call that lent it. Any thread.
  void retain();

  /// Takes a hold away. Any thread, never blocks.
  void release();
}
