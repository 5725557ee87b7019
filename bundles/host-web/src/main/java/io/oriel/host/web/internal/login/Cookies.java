package io.oriel.host.web.internal.login;

import java.util.Optional;

/// The login's cookie. Over HTTPS its name keeps other ports and subdomains from setting it
/// (RFC 6265bis §4.1.3.2); plain HTTP, on loopback, has a name of its own.
public final class Cookies {
  private static final String SECURE = "__Host-oriel";
  private static final String PLAIN = "oriel-login";
  private static final int LONGEST = 8 * 1024;

  private Cookies() {}

  /// Its value in a `Cookie` header, which may be `null`.
  public static Optional<String> read(String header, boolean secure) {
    if (header == null || header.length() > LONGEST) {
      return Optional.empty();
    }
    String name = (secure ? SECURE : PLAIN) + "=";
    for (String part : header.split(";")) {
      String pair = part.strip();
      if (pair.startsWith(name)) {
        return Optional.of(pair.substring(name.length())).filter(Secrets::plausible);
      }
    }
    return Optional.empty();
  }

  /// Value of `Set-Cookie`.
  public static String set(String token, boolean secure) {
    return cookie(token, secure, Logins.IDLE.toSeconds());
  }

  /// Takes it away.
  public static String clear(boolean secure) {
    return cookie("", secure, 0);
  }

  private static String cookie(String value, boolean secure, long seconds) {
    return (secure ? SECURE : PLAIN)
        + "="
        + value
        + "; Path=/; HttpOnly; SameSite=Strict; Max-Age="
        + seconds
        + (secure ? "; Secure" : "");
  }
}
