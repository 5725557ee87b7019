package io.oriel.encoder.x264.internal.nat;

import io.oriel.media.nat.Foreign;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;

/// Finds the system's libx264. Its soname carries the build number, and so do the layouts of its
/// structures.
public final class X264Library {
  /// Builds whose header was compared with [X264Layout]; 164 is in Debian 12 and 13 and Ubuntu
  /// 24.04, 165 in rolling distributions.
  private static final int[] KNOWN = {164, 165};

  private static final int OLDEST = 148;
  private static final int NEWEST = 175;

  private static final int BUILD = build();

  private X264Library() {}

  private static int build() {
    for (int build : KNOWN) {
      if (open(build).isPresent()) {
        return build;
      }
    }
    return 0;
  }

  private static Optional<SymbolLookup> open(int build) {
    return Foreign.library("libx264.so." + build);
  }

  /// Why there is nothing to work with, and what helps; empty: it is there.
  public static Optional<String> missing() {
    if (BUILD != 0) {
      return Optional.empty();
    }
    for (int build = NEWEST; build >= OLDEST; build--) {
      if (open(build).isPresent()) {
        return Optional.of(
            "libx264.so."
                + build
                + " is installed, builds 164 and 165 are known: install one of them, or take x264"
                + " of FFmpeg");
      }
    }
    return Optional.of(
        "libx264.so.164 is not installed: install your distribution's package, on Debian"
            + " apt install libx264-164");
  }

  /// The build in use; 0: none.
  public static int number() {
    return BUILD;
  }

  /// @throws LinkageError when [#missing()] tells why
  static SymbolLookup lookup() {
    return open(BUILD).orElseThrow(() -> new LinkageError(missing().orElse("libx264 vanished")));
  }
}
