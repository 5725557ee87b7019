package io.oriel.host.trust.internal;

import java.nio.file.Path;

/// A file of the trust store cannot be understood. It is left as it is, since making a new one
/// would unpair every client.
final class DamagedFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedFileException(Path file, String what, Throwable cause) {
    super(
        file
            + " is damaged ("
            + what
            + "); restore it from a backup, or move the folder "
            + file.getParent()
            + " away to start anew with a new identity and no clients",
        cause);
  }
}
