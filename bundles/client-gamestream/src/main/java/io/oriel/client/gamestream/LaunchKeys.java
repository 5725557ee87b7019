package io.oriel.client.gamestream;

import java.security.SecureRandom;

/// The key material of one launch: `rikey`, and `rikeyid` as a signed number
/// (GameStream protocol notes §1.9).
record LaunchKeys(byte[] key, int id) {

  static LaunchKeys random() {
    var random = new SecureRandom();
    byte[] key = new byte[16];
    random.nextBytes(key);
    return new LaunchKeys(key, random.nextInt());
  }
}
