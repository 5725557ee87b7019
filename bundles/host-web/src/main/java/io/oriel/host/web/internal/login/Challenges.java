package io.oriel.host.web.internal.login;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Challenges that browsers sign: `u64 when it was made, u64 random, 16 bytes of their HMAC`. The
/// host need not remember those it gave, however many are asked for, only those that were used. Any
/// thread.
public final class Challenges {
  static final Duration VALID = Duration.ofSeconds(60);
  private static final int MOST_USED = 4096;
  private static final int CODE = 16;

  private final LongSupplier nanoTime;
  private final byte[] key =
      Secrets.sha256(Secrets.make().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  // by challenge: when it was made; guarded by this object
  private final Map<String, Long> used = new HashMap<>();

  public Challenges(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// A new one, base64url of 32 bytes.
  public String make() {
    var bytes = ByteBuffer.allocate(2 * Long.BYTES + CODE);
    bytes.putLong(nanoTime.getAsLong());
    bytes.putLong(Secrets.number());
    bytes.put(code(bytes.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /// Whether it is one of ours and not too old.
  public boolean valid(String challenge) {
    byte[] bytes = bytes(challenge);
    if (bytes == null) {
      return false;
    }
    byte[] given = Arrays.copyOfRange(bytes, 2 * Long.BYTES, bytes.length);
    long age = nanoTime.getAsLong() - ByteBuffer.wrap(bytes).getLong();
    return MessageDigest.isEqual(given, code(bytes)) && age >= 0 && age <= VALID.toNanos();
  }

  /// Uses a valid one up.
  ///
  /// @return `false`: it was used before, or too many were
  public synchronized boolean use(String challenge) {
    long now = nanoTime.getAsLong();
    used.values().removeIf(made -> now - made > VALID.toNanos());
    byte[] bytes = bytes(challenge);
    return bytes != null
        && used.size() < MOST_USED
        && used.putIfAbsent(challenge, ByteBuffer.wrap(bytes).getLong()) == null;
  }

  /// `null`: it is none. One text for each: what Java's decoder ignores would make it another.
  private static byte[] bytes(String challenge) {
    return Secrets.plausible(challenge) ? Base64.getUrlDecoder().decode(challenge) : null;
  }

  private byte[] code(byte[] bytes) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(bytes, 0, 2 * Long.BYTES);
      return Arrays.copyOf(mac.doFinal(), CODE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }
}
