package io.oriel.api.session;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.media.StreamFormat;
import java.util.Objects;

/// What a client settled on.
///
/// @param format one of the plan's, or of the same codec in another size and rate
/// @param bitsPerSecond video payload only, 500 000 … 500 000 000
/// @param maxFrameBytes what the protocol can protect in one frame; 0: no limit
/// @param slicesPerFrame 1 … 32
/// @param maxReferenceFrames 0: the codec's maximum
/// @param referenceInvalidation the client will ask for it
/// @param intraRefresh refresh by columns instead of key frames
public record StreamParameters(
    StreamFormat format,
    long bitsPerSecond,
    int maxFrameBytes,
    int slicesPerFrame,
    int maxReferenceFrames,
    boolean referenceInvalidation,
    boolean intraRefresh,
    AudioParameters audio) {
  public StreamParameters {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(audio, "audio");
  }
}
