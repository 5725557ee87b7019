package io.oriel.encoder.ffmpeg.internal.media;

import io.oriel.api.media.Codec;
import io.oriel.media.core.BitstreamSlot;
import java.lang.foreign.MemorySegment;

/// One place for a bitstream of FFmpeg. Filled on the video thread while nobody holds it.
final class EncodedSlot extends BitstreamSlot {
  private static final int FIRST_ROOM = 256 * 1024;

  EncodedSlot() {
    super(FIRST_ROOM);
  }

  /// Takes a whole frame.
  void fill(Codec codec, MemorySegment bitstream) {
    int length = (int) bitstream.byteSize();
    var to = room(length);
    if (codec == Codec.AV1) {
      MemorySegment.copy(bitstream, 0, to, 0, length);
      wrote(length);
    } else {
      wrote(AnnexB.copy(codec, bitstream, to));
    }
  }
}
