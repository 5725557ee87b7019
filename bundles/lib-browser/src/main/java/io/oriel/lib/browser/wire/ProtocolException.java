package io.oriel.lib.browser.wire;

/// A page said something that it must not. The message is one sentence for people.
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  public ProtocolException(String message) {
    super(message);
  }
}
