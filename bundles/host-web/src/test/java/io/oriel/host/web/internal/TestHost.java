package io.oriel.host.web.internal;

import io.oriel.api.trust.OwnerLogin;
import io.oriel.api.web.Admission;
import io.oriel.host.web.internal.api.OwnCalls;
import io.oriel.host.web.internal.endpoint.Endpoints;
import io.oriel.host.web.internal.endpoint.LoginSockets;
import io.oriel.host.web.internal.endpoint.Mounts;
import io.oriel.host.web.internal.endpoint.Offers;
import io.oriel.host.web.internal.http.Callers;
import io.oriel.host.web.internal.http.Gate;
import io.oriel.host.web.internal.http.HttpDoor;
import io.oriel.host.web.internal.login.AccessDesk;
import io.oriel.host.web.internal.login.Cookies;
import io.oriel.host.web.internal.tls.ServerTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// A whole server on free ports of loopback, without OSGi.
final class TestHost implements AutoCloseable {
  final FakeTrust trust = new FakeTrust();
  final FakeSessions sessions = new FakeSessions();
  final FakeQueue queue = new FakeQueue();
  final AccessDesk desk = new AccessDesk(trust, TestSettings.DEFAULTS);
  final Offers offers = new Offers();
  final Endpoints endpoints = new Endpoints();
  final Mounts mounts = new Mounts(endpoints);
  final HttpDoor door;
  final int plain;
  final int secure;
  private final ServerTls tls;

  TestHost(Path folder) throws IOException {
    var calls =
        new OwnCalls(
            TestBundle.context(),
            TestSettings.DEFAULTS,
            trust,
            queue,
            (_, user, password) ->
                user.equals("oriel") && password.equals("secret")
                    ? OwnerLogin.Result.RIGHT
                    : OwnerLogin.Result.WRONG,
            sessions,
            new FakeCatalog(),
            offers,
            desk);
    var sockets = new LoginSockets();
    desk.watchLogins(sockets::end);
    door =
        new HttpDoor(
            new Gate("desk.example"::equals),
            new Callers() {
              @Override
              public Optional<String> token(String header, boolean secured) {
                return Cookies.read(header, secured);
              }

              @Override
              public Optional<Admission> caller(String token) {
                return desk.logins().find(token);
              }
            },
            new Routes(calls.routes(), endpoints, offers, desk.logins(), sockets));
    tls = ServerTls.open(folder.resolve("web/certificate.pem"), () -> Set.of("box"), "", "");
    var local = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    secure = door.listen(new InetSocketAddress(local, 0), tls::context);
    plain = door.listen(new InetSocketAddress(local, 0), null);
  }

  /// A browser that came over plain HTTP.
  TestBrowser browser() {
    return new TestBrowser(plain);
  }

  @Override
  public void close() {
    door.close();
    tls.close();
  }
}
