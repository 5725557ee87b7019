package io.oriel.client.gamestream;

/// The colours a client asks for.
///
/// @param space `encoderCscMode` without its lowest bit: 0 Rec. 601, 1 Rec. 709, 2 Rec. 2020
/// @param fullRange all codes carry the picture
/// @param hdr the launch asks for HDR; the stream is in HDR only if it has 10 bits, too
public record StreamColour(int space, boolean fullRange, boolean hdr) {
  /// As stock clients ask by themselves: Rec. 709 in limited range.
  public static final StreamColour USUAL = new StreamColour(1, false, false);

  public StreamColour {
    if (space < 0 || space > 2) {
      throw new IllegalArgumentException("colour space outside 0…2: " + space);
    }
  }

  /// `encoderCscMode` (GameStream protocol notes §2.5).
  public int cscMode() {
    return space << 1 | (fullRange ? 1 : 0);
  }

  /// Code point of ITU-T H.273 for the matrix, and for primaries.
  public int matrix() {
    return space == 0 ? 6 : space == 1 ? 1 : 9;
  }

  /// Code point of ITU-T H.273 for the transfer, of SDR.
  public int transfer() {
    return space == 2 ? 14 : matrix();
  }
}
