package io.oriel.media.opus;

import io.oriel.api.audio.OpusLayout;
import io.oriel.media.opus.internal.nat.DecoderState;
import java.lang.foreign.MemorySegment;

/// Decodes Opus packets into interleaved floats at 48 kHz, in the layout's channel order. One
/// thread; [#close()] from any.
public final class OpusDecoder implements AutoCloseable {
  private final OpusLayout layout;
  private final DecoderState state;

  private OpusDecoder(OpusLayout layout, DecoderState state) {
    this.layout = layout;
    this.state = state;
  }

  /// Opens a decoder.
  ///
  /// @throws OpusException the library is missing or refuses the layout
  public static OpusDecoder open(OpusLayout layout) throws OpusException {
    OpusLibrary.require();
    return new OpusDecoder(layout, DecoderState.open(layout));
  }

  /// Decodes one packet; of a packet that does not hold together nothing comes out and the decoder
  /// goes on with the next. Allocates nothing.
  ///
  /// @param packet native memory
  /// @param samples native memory with room for `frames` times channels floats
  /// @return samples per channel
  /// @throws OpusException the packet is damaged or longer than `frames`
  public int decode(MemorySegment packet, int length, MemorySegment samples, int frames)
      throws OpusException {
    if (length < 1 || length > packet.byteSize()) {
      throw new IllegalArgumentException("a packet of " + length + " bytes");
    }
    return state.decode(packet, length, room(samples, frames), frames);
  }

  /// Invents sound for a packet that is missing, from the one before.
  ///
  /// @param frames the packet's samples per channel
  public int conceal(MemorySegment samples, int frames) throws OpusException {
    return state.decode(MemorySegment.NULL, 0, room(samples, frames), frames);
  }

  private MemorySegment room(MemorySegment samples, int frames) {
    if (frames < 1 || samples.byteSize() < 4L * frames * layout.channels()) {
      throw new IllegalArgumentException("no room for " + frames + " samples per channel");
    }
    return samples;
  }

  @Override
  public void close() {
    state.close();
  }
}
