package io.oriel.media.opus;

import io.oriel.media.opus.internal.nat.LibOpus;
import java.util.Optional;

/// The system's libopus. Any thread.
public final class OpusLibrary {
  private OpusLibrary() {}

  /// Why there is no Opus on this system, with the remedy; empty when there is.
  public static Optional<String> lack() {
    return LibOpus.lack();
  }

  /// As the library calls itself: `libopus 1.3.1`.
  ///
  /// @throws OpusException there is none
  public static String version() throws OpusException {
    require();
    return LibOpus.version();
  }

  static void require() throws OpusException {
    Optional<String> lack = LibOpus.lack();
    if (lack.isPresent()) {
      throw new OpusException(lack.get());
    }
  }
}
