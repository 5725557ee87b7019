package io.oriel.client.gamestream;

import java.nio.ByteBuffer;

/// A decoded picture, valid during the call that hands it over.
///
/// @param frame what it was decoded from
/// @param format ffmpeg's name of the pixel format, `yuv420p`
/// @param planes views of native memory, each of `strides[i]` bytes per row
/// @param colour as signalled in the bitstream
/// @param decodedNanos when the decoder gave it, `System.nanoTime()`
public record Picture(
    ReceivedFrame frame,
    int widthPx,
    int heightPx,
    String format,
    ByteBuffer[] planes,
    int[] strides,
    Colour colour,
    long decodedNanos) {

  /// Code points of ITU-T H.273; 1 for BT.709.
  public record Colour(int primaries, int transfer, int matrix, boolean fullRange) {}

  /// One sample, 0…255, at a position counted in that plane's own samples.
  public int sample(int plane, int x, int y) {
    return planes[plane].get(y * strides[plane] + x) & 0xff;
  }
}
