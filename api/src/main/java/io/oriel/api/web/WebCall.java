package io.oriel.api.web;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A call of the web server.
///
/// @param method upper case
/// @param path decoded, below the endpoint's own: empty or beginning with `/`, without `.` and `..`
///     segments and control characters
/// @param query decoded; the first value of each name
/// @param headers names in lower case; cookies and credentials are left out
/// @param body 0 … [WebEndpoint#mostBodyBytes()] bytes
/// @param caller who is logged in
/// @param remote where it came from
/// @param authority host and port as the browser names them: `desk.local:47991`
public record WebCall(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body,
    Optional<Admission> caller,
    InetSocketAddress remote,
    String authority) {
  public WebCall {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(path, "path");
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(remote, "remote");
    Objects.requireNonNull(authority, "authority");
  }

  /// Without body, query and headers: they may carry tickets.
  @Override
  public String toString() {
    return "WebCall[" + method + " " + path + " from " + remote + "]";
  }
}
