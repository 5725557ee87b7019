package io.oriel.transport.gamestream.internal.http;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.transport.gamestream.internal.Apps;
import io.oriel.transport.gamestream.internal.CodecMask;
import io.oriel.transport.gamestream.internal.GameStreamContext;
import io.oriel.transport.gamestream.internal.GameStreamServer;
import io.oriel.transport.gamestream.internal.GameStreamSettings;
import io.oriel.transport.gamestream.internal.launch.Launches;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The real servers on free loopback ports, above fakes.
final class TestHost implements AutoCloseable {
  private static final TestIdentity HOST = TestIdentity.make();

  final FakeTrust trust = new FakeTrust(HOST);
  final FakeQueue queue = new FakeQueue();
  final FakeOrchestrator orchestrator = new FakeOrchestrator();
  final Launches launches = new Launches(System::nanoTime);
  final FakeCatalog catalog = new FakeCatalog();
  final Map<String, Object> settings = new ConcurrentHashMap<>();
  final Ports ports;
  private final GameStreamServer server;

  TestHost() throws Exception {
    var context =
        new GameStreamContext(
            trust,
            queue,
            orchestrator,
            launches,
            new CodecMask(orchestrator, () -> "1920x1080x60", Runnable::run, System::nanoTime),
            new Apps(catalog),
            this::settings);
    server = new GameStreamServer(context, () -> 48010);
    ports = server.listen(List.of(InetAddress.getLoopbackAddress()), 0);
  }

  TestClient client(TestIdentity identity) {
    return new TestClient(ports, identity);
  }

  Client pair(TestIdentity identity) throws Exception {
    return trust.add("tv", identity.certificate().getEncoded(), EnumSet.allOf(Right.class));
  }

  /// The defaults, except what the test put into the map.
  private GameStreamSettings settings() {
    return (GameStreamSettings)
        Proxy.newProxyInstance(
            GameStreamSettings.class.getClassLoader(),
            new Class<?>[] {GameStreamSettings.class},
            (_, method, _) -> settings.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  @Override
  public void close() {
    server.close();
  }
}
