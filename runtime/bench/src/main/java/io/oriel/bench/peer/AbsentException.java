package io.oriel.bench.peer;

/// Something a benchmark or a peer needs is not on this machine; the message names it and the
/// remedy.
public final class AbsentException extends Exception {
  private static final long serialVersionUID = 1;

  public AbsentException(String message) {
    super(message);
  }
}
