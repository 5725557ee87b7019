package io.oriel.media.webtransport;

import io.oriel.media.webtransport.internal.CertificateFolder;
import io.oriel.media.webtransport.internal.Rotation;
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
  private final Rotation rotation;

  private RotatingCertificate(Rotation rotation) {
    this.rotation = rotation;
  }

  /// Loads the certificates of a folder, or makes them.
  ///
  /// @param folder made if absent; files in it are readable by the owner alone
  public static RotatingCertificate open(Path folder, InstantSource clock) throws IOException {
    return new RotatingCertificate(new Rotation(new CertificateFolder(folder), clock));
  }

  /// SHA-256 of the certificate in use and of the next one, in this order.
  public List<byte[]> hashes() {
    return List.of(rotation.current().hash(), rotation.next().hash());
  }

  Rotation rotation() {
    return rotation;
  }
}
