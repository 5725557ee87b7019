package io.oriel.host.web.internal.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Set;
import java.util.function.Predicate;

/// Refuses what other sites' pages cause a browser to send here.
///
/// A name that is not the host's own may be a foreign site's whose address was changed to this
/// host's (DNS rebinding); a number cannot. Without TLS nobody has shown that even the host's own
/// name leads here: there only the names of loopback are taken, which no network answers for.
/// Changes and WebSockets have to come from a page of this very host; other sites may only link to
/// it. Network threads.
public final class Gate {
  private static final Set<String> READS = Set.of("GET", "HEAD");

  private final Predicate<String> names;

  /// @param names whether a name, lower case, leads to this host
  public Gate(Predicate<String> names) {
    this.names = names;
  }

  /// Who is asked.
  ///
  /// @throws Refusal with 400 without exactly one `Host` (RFC 9112 §3.2), 421 when it is not ours
  Authority host(HttpHeaders headers, boolean secure) throws Refusal {
    var given = headers.getAll(HttpHeaderNames.HOST);
    if (given.size() != 1) {
      throw new Refusal(400, "host", "the request does not say which host it is for");
    }
    Authority authority =
        Authority.parse(given.getFirst())
            .orElseThrow(() -> new Refusal(400, "host", "the name of the host is malformed"));
    boolean ours =
        authority.loopback() || secure && (authority.literal() || names.test(authority.host()));
    if (!ours) {
      throw new Refusal(
          421,
          "host",
          secure
              ? "this host is not known as "
                  + authority.host()
                  + "; use its address, or add the name to the setting allowed.hosts"
              : "plain HTTP is for http://localhost alone; use https, which is one port below");
    }
    return authority;
  }

  /// A WebSocket needs an origin as a change does; what browsers say about its site differs.
  ///
  /// @throws Refusal with 403
  void origin(
      HttpHeaders headers, Authority authority, boolean secure, String method, boolean socket)
      throws Refusal {
    boolean changes = socket || !READS.contains(method);
    var origins = headers.getAll(HttpHeaderNames.ORIGIN);
    String own = (secure ? "https://" : "http://") + authority;
    if (origins.isEmpty()
        ? changes
        : origins.size() > 1 || !origins.getFirst().equalsIgnoreCase(own)) {
      throw new Refusal(403, "origin", "only pages of this host may ask for that");
    }
    String site = headers.get("sec-fetch-site", "none");
    boolean link = !changes && "navigate".equals(headers.get("sec-fetch-mode"));
    if (!socket && !site.equals("same-origin") && !site.equals("none") && !link) {
      throw new Refusal(403, "origin", "only pages of this host may ask for that");
    }
  }
}
