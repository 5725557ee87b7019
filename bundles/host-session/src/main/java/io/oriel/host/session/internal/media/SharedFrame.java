package io.oriel.host.session.internal.media;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.HdrMetadata;
import io.oriel.api.media.StreamFormat;
import io.oriel.media.core.BitstreamSlot;
import java.lang.foreign.MemorySegment;

/// The host's own copy of one encoded frame, whole, for all who watch, and what was true when it
/// left. Filled by the transmit thread before anybody else gets it.
///
/// A copy, since encoders lend a few frames only: one that a slow watcher kept would be missing
/// where the session needs it.
final class SharedFrame extends BitstreamSlot {
  private static final int FIRST_BYTES = 64 << 10;

  private StreamFormat format;
  private HdrMetadata hdr;
  private DisplayRequest mode;

  SharedFrame() {
    super(FIRST_BYTES);
  }

  StreamFormat format() {
    return format;
  }

  /// `null`: SDR.
  HdrMetadata hdr() {
    return hdr;
  }

  /// The display's mode; `null`: it never changed.
  DisplayRequest mode() {
    return mode;
  }

  void append(EncodedFrame slice) {
    int bytes = slice.length();
    MemorySegment.copy(slice.bytes(), 0, room(bytes), length(), bytes);
    wrote(bytes);
  }

  /// All slices are there.
  ///
  /// @param slice the last one; its times are the frame's
  /// @param frameFlags of all slices
  void complete(EncodedFrame slice, int frameFlags, StreamFormat of, HdrMetadata light) {
    describe(slice.sequence(), frameFlags, true, slice.captureNanos(), slice.readyNanos());
    long submitted = slice.submittedNanos();
    times(submitted, submitted + slice.convertDurationNanos(), slice.encodedNanos());
    format = of;
    hdr = light;
  }

  void mode(DisplayRequest now) {
    mode = now;
  }
}
