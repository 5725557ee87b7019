package io.oriel.media.opus;

import io.oriel.api.audio.AudioParameters;
import io.oriel.media.opus.internal.nat.EncoderState;
import java.lang.foreign.MemorySegment;

/// Encodes interleaved sound into Opus packets of one constant length: 48 kHz, restricted low
/// delay, constant bitrate. One thread; [#close()] from any.
public final class OpusEncoder implements AutoCloseable {
  private final AudioParameters parameters;
  private final EncoderState state;

  private OpusEncoder(AudioParameters parameters, EncoderState state) {
    this.parameters = parameters;
    this.state = state;
  }

  /// Opens an encoder.
  ///
  /// @param parameters with a rate above 0
  /// @throws OpusException the library is missing or refuses the parameters
  public static OpusEncoder open(AudioParameters parameters) throws OpusException {
    OpusLibrary.require();
    return new OpusEncoder(
        parameters, EncoderState.open(parameters.layout(), parameters.bitsPerSecond()));
  }

  /// How many samples its decoder's output lags behind the input.
  public int lookaheadFrames() {
    return state.lookahead();
  }

  /// Encodes one packet. Allocates nothing.
  ///
  /// @param samples native memory; [AudioParameters#packetFrames()] times channels floats
  /// @param packet native memory; room for [AudioParameters#packetBytes()]
  /// @return the packet's length, always the same
  /// @throws OpusException the library refuses, which it has no reason to; or the encoder is closed
  public int encode(MemorySegment samples, MemorySegment packet) throws OpusException {
    int frames = parameters.packetFrames();
    if (samples.byteSize() < 4L * frames * parameters.channels()) {
      throw new IllegalArgumentException("too few samples: " + samples.byteSize() + " bytes");
    }
    if (packet.byteSize() < parameters.packetBytes()) {
      throw new IllegalArgumentException("room for only " + packet.byteSize() + " bytes");
    }
    return state.encode(samples, frames, packet, parameters.packetBytes());
  }

  @Override
  public void close() {
    state.close();
  }
}
