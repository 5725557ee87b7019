package io.oriel.host.web.internal;

import io.oriel.api.audio.SoundRequest;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.media.Codec;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.trust.Client;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A session that only says what it is.
final class FakeSession {
  private FakeSession() {}

  /// One that its client may watch, and guests.
  static Session of(String id, Client client) {
    return of(id, client, false);
  }

  /// @param shared whether everybody may watch it
  static Session of(String id, Client client, boolean shared) {
    var display = DisplayRequest.of("test", 1280, 720, 60_000);
    var request =
        new SessionRequest(
            client,
            "Desktop",
            display,
            List.of(Codec.H264),
            Set.of(),
            SoundRequest.STEREO,
            Map.of());
    return (Session)
        Proxy.newProxyInstance(
            FakeSession.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "id" -> id;
                  case "request" -> request;
                  case "display" -> display;
                  case "since" -> Instant.EPOCH;
                  case "watchers" -> List.of();
                  case "mayWatch" -> shared || mayWatch(client, (Client) arguments[0]);
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  case "toString" -> "FakeSession " + id;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static boolean mayWatch(Client own, Client other) {
    return other.id().equals(own.id()) || other.id().startsWith("guest-");
  }
}
