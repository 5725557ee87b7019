package io.oriel.client.gamestream;

/// Decoded sound of one packet, in the order in which it is played, valid during the call that
/// hands it over.
///
/// @param number of the packet, counted from the host's first one on; never goes back
/// @param mediaNanos when its first sample is due, counted from the host's first packet on
/// @param arrivedNanos when it came, `System.nanoTime()`; of a packet that did not come, when that
///     was accepted
/// @param channels in the order FL FR C LFE BL BR SL SR
/// @param samples interleaved, -1 … 1, at 48 kHz
/// @param origin where it is from
public record Sound(
    long number, long mediaNanos, long arrivedNanos, int channels, float[] samples, Origin origin) {
  /// Where a packet's sound is from.
  public enum Origin {
    RECEIVED,
    /// Made of its group's parity.
    REPAIRED,
    /// Invented by the decoder.
    CONCEALED
  }

  /// Samples per channel.
  public int frames() {
    return samples.length / channels;
  }
}
