package io.oriel.media.opus;

/// Opus cannot be had, or refused its work; the message says what helps.
public final class OpusException extends Exception {
  private static final long serialVersionUID = 1L;

  public OpusException(String message) {
    super(message);
  }
}
