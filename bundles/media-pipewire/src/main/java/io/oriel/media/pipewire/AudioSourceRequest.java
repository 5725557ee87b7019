package io.oriel.media.pipewire;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What sound to offer, as 32-bit floats.
///
/// @param name of the stream, as mixers show it
/// @param properties of its node, for example `media.class`, `node.name`
/// @param rateHz samples per second and channel
/// @param positions of the channels, in the order given
/// @param supply where the samples come from
public record AudioSourceRequest(
    String name,
    Map<String, String> properties,
    int rateHz,
    List<AudioPosition> positions,
    Supply supply) {
  /// Gives samples whenever somebody listens.
  @FunctionalInterface
  public interface Supply {
    /// Fills a buffer whole. The connection's thread; must not wait, throw or allocate.
    ///
    /// @param samples interleaved floats in the machine's order, in all of memory: use `offset`
    /// @param offset of the first one, in bytes
    /// @param frames samples per channel
    void fill(MemorySegment samples, long offset, int frames);
  }

  public AudioSourceRequest {
    Objects.requireNonNull(name, "name");
    properties = Map.copyOf(properties);
    positions = List.copyOf(positions);
    Objects.requireNonNull(supply, "supply");
    if (rateHz < 8_000 || rateHz > 384_000) {
      throw new IllegalArgumentException("a rate of " + rateHz + " Hz");
    }
    if (positions.isEmpty()) {
      throw new IllegalArgumentException("no channels");
    }
  }
}
