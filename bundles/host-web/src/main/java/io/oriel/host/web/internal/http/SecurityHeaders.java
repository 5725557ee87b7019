package io.oriel.host.web.internal.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What every answer tells the browser to forbid. An endpoint may say otherwise, header by header.
final class SecurityHeaders {
  private static final String POLICY = "content-security-policy";
  private static final Pattern ORIGIN = Pattern.compile("https://[a-z0-9.-]+:(\\d{1,5}|\\*)");
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox";

  private SecurityHeaders() {}

  /// The page's scripts, styles and workers run, all of them from this host. They may connect to
  /// all ports of the host, since transports have their own, and where transports say they are.
  static void allowPage(HttpHeaders headers, Authority authority, Set<String> connects) {
    var sources = new TreeSet<String>();
    sources.add(source("https://" + authority.host() + ":*"));
    connects.forEach(origin -> sources.add(source(origin)));
    put(
        headers,
        POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self';"
            + " img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self';"
            + " manifest-src 'self'; connect-src 'self' "
            + String.join(" ", sources)
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  /// Policies cannot name IPv6 addresses (CSP 3 §2.3.1): then any host over TLS.
  private static String source(String origin) {
    return ORIGIN.matcher(origin).matches() ? origin : "https:";
  }

  /// Adds those that are not there.
  static void add(HttpHeaders headers) {
    put(headers, POLICY, NOTHING);
    put(headers, "cross-origin-opener-policy", "same-origin");
    put(headers, "cross-origin-embedder-policy", "require-corp");
    put(headers, "cross-origin-resource-policy", "same-origin");
    put(headers, "x-content-type-options", "nosniff");
    put(headers, "referrer-policy", "no-referrer");
    put(headers, "x-frame-options", "DENY");
    put(headers, "permissions-policy", "camera=(), geolocation=(), payment=(), usb=()");
    put(headers, "cache-control", "no-store");
  }

  private static void put(HttpHeaders headers, String name, String value) {
    if (!headers.contains(name)) {
      headers.set(name, value);
    }
  }
}
