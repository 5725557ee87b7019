package io.oriel.wire.gamestream.input;

/// Why an input packet was refused.
public enum InputProblem {
  LENGTH("its length is wrong"),
  UNKNOWN("this kind is unknown"),
  VALUE("a value is out of bounds or not a number"),
  SLOT("controllers are numbered 0 to 15"),
  TEXT("its text is not UTF-8");

  private final String words;

  InputProblem(String words) {
    this.words = words;
  }

  /// For a log line.
  public String words() {
    return words;
  }
}
