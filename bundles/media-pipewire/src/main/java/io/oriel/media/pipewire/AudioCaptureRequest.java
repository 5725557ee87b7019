package io.oriel.media.pipewire;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What sound to capture, as 32-bit floats.
///
/// @param name of the stream, as mixers show it
/// @param properties of its node, for example `target.object`, `stream.capture.sink`,
///     `node.latency`
/// @param rateHz samples per second and channel
/// @param positions of the channels, in the order wanted
/// @param framesPerPacket samples per channel that one read delivers
public record AudioCaptureRequest(
    String name,
    Map<String, String> properties,
    int rateHz,
    List<AudioPosition> positions,
    int framesPerPacket) {
  public AudioCaptureRequest {
    Objects.requireNonNull(name, "name");
    properties = Map.copyOf(properties);
    positions = List.copyOf(positions);
    if (rateHz < 8_000 || rateHz > 384_000) {
      throw new IllegalArgumentException("a rate of " + rateHz + " Hz");
    }
    if (positions.isEmpty() || framesPerPacket < 1 || framesPerPacket > rateHz) {
      throw new IllegalArgumentException(
          positions.size() + " channels, " + framesPerPacket + " frames per packet");
    }
  }
}
