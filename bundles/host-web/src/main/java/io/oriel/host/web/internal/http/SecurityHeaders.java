package io.oriel.host.web.internal.http;

import io.netty.handler.codec.http.HttpHeaders;

/// What every answer tells the browser to forbid. An endpoint may say otherwise, header by header.
final class SecurityHeaders {
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox";

  private SecurityHeaders() {}

  /// Adds those that are not there.
  ///
  /// @param page the page's scripts, styles and workers run, all of them from this host; it may
  ///     connect to all ports of the host, as WebTransport has its own
  static void add(HttpHeaders headers, Authority authority, boolean page) {
    put(headers, "content-security-policy", page ? policy(authority) : NOTHING);
    put(headers, "cross-origin-opener-policy", "same-origin");
    put(headers, "cross-origin-embedder-policy", "require-corp");
    put(headers, "cross-origin-resource-policy", "same-origin");
    put(headers, "x-content-type-options", "nosniff");
    put(headers, "referrer-policy", "no-referrer");
    put(headers, "x-frame-options", "DENY");
    put(headers, "permissions-policy", "camera=(), geolocation=(), payment=(), usb=()");
    put(headers, "cache-control", "no-store");
  }

  private static String policy(Authority authority) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self';"
        + " img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self';"
        + " manifest-src 'self'; connect-src 'self' https://"
        + authority.host()
        + ":*; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static void put(HttpHeaders headers, String name, String value) {
    if (!headers.contains(name)) {
      headers.set(name, value);
    }
  }
}
