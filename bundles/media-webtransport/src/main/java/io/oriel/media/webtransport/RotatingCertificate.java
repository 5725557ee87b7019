package io.oriel.media.webtransport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Self-signed certificates for browsers that pin them by hash; any thread.
///
/// Browsers take pinned certificates only with a P-256 key and a validity of at most 14 days, so
/// a new one replaces the other every 5 days. The next one is made in advance: whoever was handed
/// both hashes can connect for at least 5 days.
public final class RotatingCertificate {
  private RotatingCertificate() {}

  /// Loads the certificates of a folder, or makes them.
  ///
  /// @param folder made if absent; files in it are readable by the owner alone
  public static RotatingCertificate open(Path folder, InstantSource clock) throws IOException {
    throw new IOException("not available");
  }

  /// SHA-256 of the certificate in use and of the next one, in this order.
  public List<byte[]> hashes() {
    return List.of();
  }
}
