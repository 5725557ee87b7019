package io.oriel.wire.gamestream.control;

import java.util.Arrays;

/// How the IVs of sealed control messages are made.
public enum ControlScheme {
  /// 12 bytes: sequence LE32, six zero bytes, `C` or `H`, `C` (GameStream protocol notes §5.3).
  V2,
  /// 16 bytes: the sequence's low byte, then zeros, the same in both directions (§5.4). IVs come
  /// again after 256 messages, which breaks confidentiality and integrity: only for clients that
  /// know nothing else, and only where their host's owner wants it.
  LEGACY;

  private static final int V2_BYTES = 12;
  private static final int LEGACY_BYTES = 16;

  /// An IV without its sequence.
  byte[] iv(Origin origin) {
    if (this == LEGACY) {
      return new byte[LEGACY_BYTES];
    }
    byte[] iv = new byte[V2_BYTES];
    iv[10] = origin.letter();
    iv[11] = 'C';
    return iv;
  }

  /// Puts the sequence of the next message into an IV of [#iv].
  void number(byte[] iv, int sequence) {
    if (this == LEGACY) {
      Arrays.fill(iv, (byte) 0);
      iv[0] = (byte) sequence;
    } else {
      Le.put32(iv, 0, sequence);
    }
  }
}
