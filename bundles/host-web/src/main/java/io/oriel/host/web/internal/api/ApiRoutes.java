package io.oriel.host.web.internal.api;

import com.google.gson.JsonObject;
import io.oriel.host.web.internal.http.Answer;
import io.oriel.host.web.internal.http.Refusal;
import io.oriel.host.web.internal.http.RequestHead;
import io.oriel.host.web.internal.http.Route;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The server's own calls, `/api/…` of the browser protocol.
public final class ApiRoutes implements Route.Finder {
  private static final int MOST_BODY = 64 * 1024;
  private final Map<String, ApiCall> calls = new HashMap<>();

  ApiRoutes on(String method, String path, ApiCall call) {
    calls.put(method + " " + path, call);
    return this;
  }

  /// Whether the path is one of these, known or not.
  public static boolean owns(String path) {
    return path.equals("/api") || path.startsWith("/api/");
  }

  @Override
  public Route find(RequestHead head) throws Refusal {
    String method = head.method().equals("HEAD") ? "GET" : head.method();
    ApiCall call = calls.get(method + " " + head.target().path());
    if (call == null) {
      boolean other = calls.keySet().stream().anyMatch(k -> k.endsWith(" " + head.target().path()));
      throw other
          ? new Refusal(405, "method", "that call has another method")
          : new Refusal(404, "unknown", "there is no such call");
    }
    boolean reads = method.equals("GET");
    if (!reads && !json(head.headers().get("content-type"))) {
      throw new Refusal(415, "type", "the body has to be application/json");
    }
    return new Route() {
      @Override
      public int mostBodyBytes() {
        return reads ? 0 : MOST_BODY;
      }

      @Override
      public Answer answer(RequestHead asked, byte[] body) throws Refusal {
        return call.answer(asked, reads ? new JsonObject() : Json.object(body));
      }
    };
  }

  private static boolean json(String type) {
    return type != null
        && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
  }
}
