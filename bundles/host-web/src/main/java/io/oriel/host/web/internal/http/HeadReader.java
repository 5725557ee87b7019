package io.oriel.host.web.internal.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.oriel.api.web.Admission;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes a checked [RequestHead] of what the decoder found. Network threads.
final class HeadReader {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  private static final Set<String> SECRET =
      Set.of("cookie", "authorization", "proxy-authorization");

  private final Gate gate;
  private final Callers callers;

  HeadReader(Gate gate, Callers callers) {
    this.gate = gate;
    this.callers = callers;
  }

  /// @throws Refusal why it is not even looked at
  RequestHead read(HttpRequest request, InetSocketAddress remote, boolean secure) throws Refusal {
    if (request.decoderResult().isFailure()) {
      throw malformed(request.decoderResult().cause());
    }
    if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      throw new Refusal(505, "version", "this host speaks HTTP/1.1");
    }
    var headers = request.headers();
    var coding = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (!coding.isEmpty()
        && (coding.size() > 1
            || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding.getFirst()))) {
      throw new Refusal(501, "encoding", "only the transfer encoding chunked is known");
    }
    String method = request.method().name();
    if (!METHODS.contains(method)) {
      throw new Refusal(405, "method", "that method is not served");
    }
    Target target = Target.parse(request.uri());
    Authority authority = gate.host(headers, secure);
    gate.origin(headers, authority, secure, method, socket(request));
    Optional<String> token = callers.token(headers.get(HttpHeaderNames.COOKIE), secure);
    Optional<Admission> caller = token.flatMap(callers::caller);
    return new RequestHead(
        method, target, plain(request), authority, secure, remote, token, caller);
  }

  /// Whether it asks for a WebSocket (RFC 6455 §4.1).
  static boolean socket(HttpRequest request) {
    return request.headers().containsValue("connection", "upgrade", true)
        && request.headers().containsValue("upgrade", "websocket", true);
  }

  private static Refusal malformed(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new Refusal(414, "target", "that address is too long");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return new Refusal(431, "headers", "those headers are too long");
    }
    return new Refusal(400, "request", "that is no HTTP request");
  }

  private static Map<String, String> plain(HttpRequest request) {
    Map<String, String> plain = new HashMap<>();
    for (var entry : request.headers()) {
      String name = entry.getKey().toLowerCase(Locale.ROOT);
      if (!SECRET.contains(name)) {
        plain.merge(name, entry.getValue(), (a, b) -> a + ", " + b);
      }
    }
    return plain;
  }
}
