package io.oriel.media.wire.internal.aead;

import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.internal.nat.LibCrypto;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Chooses who encrypts: OpenSSL's libcrypto where it is installed and offers the suite, else the
/// JDK. The reason for the slower one is logged once.
public final class Aeads {
  private static final Logger LOG = LoggerFactory.getLogger(Aeads.class);

  private static final Map<CipherSuite, Boolean> NATIVE = new EnumMap<>(CipherSuite.class);

  static {
    for (var suite : CipherSuite.values()) {
      String lack = lack(suite);
      NATIVE.put(suite, lack.isEmpty());
      if (!lack.isEmpty()) {
        LOG.warn(
            "{} packets are sealed by the JDK, which allocates and needs more CPU: {}",
            suite,
            lack);
      }
    }
  }

  private Aeads() {}

  private static String lack(CipherSuite suite) {
    try {
      return LibCrypto.lack(suite);
    } catch (LinkageError | IllegalCallerException e) {
      return "no native calls (" + e + "); start with --enable-native-access";
    }
  }

  /// @param key checked and borrowed
  /// @param encrypt whether it shall seal or open; never both
  public static Aead open(CipherSuite suite, byte[] key, boolean encrypt) {
    return NATIVE.get(suite)
        ? LibCrypto.open(suite, key, encrypt)
        : new JdkAead(suite, key, encrypt);
  }
}
