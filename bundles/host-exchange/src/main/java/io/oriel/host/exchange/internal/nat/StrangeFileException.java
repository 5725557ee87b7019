package io.oriel.host.exchange.internal.nat;

import java.io.IOException;

/// What has a name is not what the host once put there: nothing, a link, no file, somebody else's.
/// Unlike other failures, which may pass, it stays so.
public final class StrangeFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param what is wrong with it
  public StrangeFileException(String what) {
    super(what);
  }
}
