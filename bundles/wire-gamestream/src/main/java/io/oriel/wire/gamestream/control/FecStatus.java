package io.oriel.wire.gamestream.control;

/// How one FEC block arrived at the client: 21 bytes, big-endian (GameStream protocol notes §5.5).
///
/// @param frame frame index, 32 bits
/// @param highest highest sequence number received, 16 bits
/// @param nextContiguous first sequence number that is missing, 16 bits
/// @param missingBefore packets missing before the highest
public record FecStatus(
    int frame,
    int highest,
    int nextContiguous,
    int missingBefore,
    int data,
    int parity,
    int dataReceived,
    int parityReceived,
    int percent,
    int block,
    int blocks) {
  private static final int SIZE = 21;

  /// Reads the payload at an index.
  ///
  /// @return `null` if the length is wrong
  public static FecStatus read(byte[] b, int at, int length) {
    if (length != SIZE) {
      return null;
    }
    return new FecStatus(
        u16(b, at) << 16 | u16(b, at + 2),
        u16(b, at + 4),
        u16(b, at + 6),
        u16(b, at + 8),
        u16(b, at + 10),
        u16(b, at + 12),
        u16(b, at + 14),
        u16(b, at + 16),
        b[at + 18] & 0xff,
        b[at + 19] & 0xff,
        b[at + 20] & 0xff);
  }

  /// The payload.
  public byte[] bytes() {
    byte[] b = new byte[SIZE];
    int[] words = {
      frame >>> 16,
      frame,
      highest,
      nextContiguous,
      missingBefore,
      data,
      parity,
      dataReceived,
      parityReceived
    };
    for (int i = 0; i < words.length; i++) {
      b[2 * i] = (byte) (words[i] >> 8);
      b[2 * i + 1] = (byte) words[i];
    }
    b[18] = (byte) percent;
    b[19] = (byte) block;
    b[20] = (byte) blocks;
    return b;
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
  }
}
