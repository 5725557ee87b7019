package io.oriel.api.app;

/// An application does not start. The message is for the client's user and the operator: it names
/// the application and what is missing.
public final class AppException extends Exception {
  private static final long serialVersionUID = 1L;

  public AppException(String message) {
    super(message);
  }
}
