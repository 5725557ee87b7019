package io.oriel.wire.gamestream.control;

/// Who sealed a message: a byte of its IV.
public enum Origin {
  CLIENT('C'),
  HOST('H');

  private final byte letter;

  Origin(char letter) {
    this.letter = (byte) letter;
  }

  /// The letter of the IV.
  public byte letter() {
    return letter;
  }

  /// The other side.
  public Origin other() {
    return this == CLIENT ? HOST : CLIENT;
  }
}
