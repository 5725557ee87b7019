package io.oriel.client.gamestream;

import java.nio.ByteBuffer;

/// A decoded picture, valid during the call that hands it over.
///
/// @param frame what it was decoded from
/// @param format ffmpeg's name of the pixel format: `yuv420p`, `yuv444p10le`, with a `j` after
///     `yuv` in full range of some decoders
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

  /// Bits of a sample; more than 8 lie in little-endian words.
  public int bitDepth() {
    return format.endsWith("10le") ? 10 : 8;
  }

  /// The pixel format without the mark of full range, which [#colour()] tells as well.
  public String layout() {
    return format.replace("yuvj", "yuv");
  }

  /// One sample, 0…255 whatever its bits, at a position counted in that plane's own samples.
  public int sample(int plane, int x, int y) {
    if (bitDepth() == 8) {
      return planes[plane].get(y * strides[plane] + x) & 0xff;
    }
    int at = y * strides[plane] + 2 * x;
    int word = planes[plane].get(at) & 0xff | (planes[plane].get(at + 1) & 0xff) << 8;
    return Math.min((word + 2) >> 2, 255);
  }
}
