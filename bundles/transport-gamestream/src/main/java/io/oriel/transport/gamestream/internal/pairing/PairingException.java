package io.oriel.transport.gamestream.internal.pairing;

/// The other side of a pairing sent something that cannot be: a wrong size, order, key or encoding.
public final class PairingException extends Exception {
  private static final long serialVersionUID = 1L;

  public PairingException(String message) {
    super(message);
  }

  public PairingException(String message, Throwable cause) {
    super(message, cause);
  }
}
