package io.oriel.encoder.x264.internal.media;

import io.oriel.encoder.x264.internal.nat.NalUnit;
import io.oriel.media.core.BitstreamSlot;

/// One place for a frame or slice, filled with the units of x264.
final class EncodedSlot extends BitstreamSlot {
  EncodedSlot(int firstRoom) {
    super(firstRoom);
  }

  /// Appends a unit that x264 has encoded.
  void append(long nal) {
    int more = NalUnit.length(nal);
    NalUnit.copy(nal, room(more), length());
    wrote(more);
  }

  /// Encodes a finished unit and appends it.
  void encode(long encoder, long nal) {
    NalUnit.encode(encoder, nal, room(NalUnit.room(nal)), length());
    wrote(NalUnit.length(nal));
  }
}
