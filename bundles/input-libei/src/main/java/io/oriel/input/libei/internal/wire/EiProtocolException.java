package io.oriel.input.libei.internal.wire;

/// A server sent what the protocol does not allow.
public final class EiProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  public EiProtocolException(String message) {
    super(message);
  }
}
