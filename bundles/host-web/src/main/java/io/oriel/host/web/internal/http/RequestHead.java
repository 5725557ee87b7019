package io.oriel.host.web.internal.http;

import io.oriel.api.web.Admission;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/// A request before its body. Host and origin have been checked.
///
/// @param method upper case
/// @param headers names in lower case, without cookies and credentials
/// @param authority as the browser names host and port
/// @param secure came over TLS; else over loopback
/// @param remote where it came from
/// @param token of the cookie: a secret
/// @param caller whom the cookie belongs to
public record RequestHead(
    String method,
    Target target,
    Map<String, String> headers,
    Authority authority,
    boolean secure,
    InetSocketAddress remote,
    Optional<String> token,
    Optional<Admission> caller) {
  public RequestHead {
    headers = Map.copyOf(headers);
  }

  /// Without token, query and headers.
  @Override
  public String toString() {
    return method + " " + target.path() + " from " + remote;
  }
}
