package io.oriel.api.encode;

import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.media.VideoFormat;
import java.util.Objects;
import java.util.Optional;

/// An encoder somebody wants.
///
/// @param output what comes out
/// @param memory where the pictures lie
/// @param input what goes in; its size equals the output's
/// @param device the render node the pictures are tied to, if any
/// @param framesInFlight how many submitted pictures may be unfinished, 1 … 8
/// @param bitsPerSecond 500 000 … 500 000 000, video payload only
/// @param maxFrameBytes what the protocol can protect in one frame; 0: no limit
/// @param slicesPerFrame 1 … 32
/// @param maxReferenceFrames 0: the codec's maximum
/// @param referenceInvalidation the client will ask for it
/// @param intraRefresh refresh by columns instead of key frames
public record EncoderRequest(
    StreamFormat output,
    MemoryKind memory,
    VideoFormat input,
    Optional<String> device,
    int framesInFlight,
    long bitsPerSecond,
    int maxFrameBytes,
    int slicesPerFrame,
    int maxReferenceFrames,
    boolean referenceInvalidation,
    boolean intraRefresh) {
  public EncoderRequest {
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(device, "device");
    if (framesInFlight < 1 || framesInFlight > 8) {
      throw new IllegalArgumentException(framesInFlight + " frames in flight");
    }
    if (bitsPerSecond < 500_000 || bitsPerSecond > 500_000_000) {
      throw new IllegalArgumentException(bitsPerSecond + " bit/s");
    }
    if (slicesPerFrame < 1 || slicesPerFrame > 32) {
      throw new IllegalArgumentException(slicesPerFrame + " slices");
    }
  }
}
