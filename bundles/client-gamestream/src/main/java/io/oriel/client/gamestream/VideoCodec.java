package io.oriel.client.gamestream;

/// Codecs a client can ask for, with their `bitStreamFormat` (GameStream protocol notes §2.5) and
/// the bit in `ServerCodecModeSupport` (§1.5).
public enum VideoCodec {
  H264(0, 0x1, ""),
  HEVC(1, 0x100, "sprop-parameter-sets=AAAAAU"),
  AV1(2, 0x10000, "AV1/90000");

  private final int wire;
  private final int modeBit;
  private final String mark;

  VideoCodec(int wire, int modeBit, String mark) {
    this.wire = wire;
    this.modeBit = modeBit;
    this.mark = mark;
  }

  public int wire() {
    return wire;
  }

  public int modeBit() {
    return modeBit;
  }

  /// The text whose presence in the DESCRIBE answer offers the codec; empty for H.264.
  public String mark() {
    return mark;
  }
}
