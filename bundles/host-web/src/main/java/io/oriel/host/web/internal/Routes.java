package io.oriel.host.web.internal;

import io.oriel.api.web.WebSocketListener;
import io.oriel.host.web.internal.api.ApiRoutes;
import io.oriel.host.web.internal.endpoint.Endpoints;
import io.oriel.host.web.internal.endpoint.LoginSockets;
import io.oriel.host.web.internal.endpoint.Offers;
import io.oriel.host.web.internal.http.Answer;
import io.oriel.host.web.internal.http.PageSocket;
import io.oriel.host.web.internal.http.Refusal;
import io.oriel.host.web.internal.http.RequestHead;
import io.oriel.host.web.internal.http.Route;
import io.oriel.host.web.internal.login.Logins;
import io.oriel.host.web.internal.login.Secrets;
import java.io.IOException;
import java.util.Optional;

/// Everything the server answers: its own calls, then what bundles contribute.
final class Routes implements Route.Finder {
  private final ApiRoutes own;
  private final Endpoints endpoints;
  private final Offers offers;
  private final Logins logins;
  private final LoginSockets sockets;

  Routes(ApiRoutes own, Endpoints endpoints, Offers offers, Logins logins, LoginSockets sockets) {
    this.logins = logins;
    this.own = own;
    this.endpoints = endpoints;
    this.offers = offers;
    this.sockets = sockets;
  }

  @Override
  public Route find(RequestHead head) throws Refusal {
    return ApiRoutes.owns(head.target().path()) ? own.find(head) : new Bound(endpoints.find(head));
  }

  /// Sockets and downloads of an endpoint end with the login they were begun with; pages may
  /// connect to the transports.
  private final class Bound implements Route {
    private final Route route;

    Bound(Route route) {
      this.route = route;
    }

    @Override
    public int mostBodyBytes() {
      return route.mostBodyBytes();
    }

    @Override
    public Answer answer(RequestHead head, byte[] body) throws IOException, Refusal {
      Answer answer = route.answer(head, body);
      if (answer.page()) {
        return answer.connecting(offers.origins(head.authority().host()));
      }
      var token = head.token().filter(_ -> head.caller().isPresent());
      return token.map(t -> answer.during(() -> logins.find(t).isPresent())).orElse(answer);
    }

    @Override
    public Optional<WebSocketListener> open(RequestHead head, PageSocket socket)
        throws IOException, Refusal {
      var listener = route.open(head, socket);
      if (listener.isPresent() && head.caller().isPresent()) {
        head.token().ifPresent(token -> bind(token, socket));
      }
      return listener;
    }

    /// A login may have ended while its socket was opened.
    private void bind(String token, PageSocket socket) {
      sockets.add(Secrets.hash(token), socket);
      if (logins.find(token).isEmpty()) {
        sockets.end(Secrets.hash(token));
      }
    }
  }
}
