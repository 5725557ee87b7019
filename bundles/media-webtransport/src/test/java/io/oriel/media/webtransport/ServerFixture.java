package io.oriel.media.webtransport;

import io.oriel.media.webtransport.client.TestClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// A server on loopback that takes everybody at `/oriel`.
final class ServerFixture implements AutoCloseable {
  final RotatingCertificate certificate;
  final WebTransportServer server;
  final BlockingQueue<RecordingListener> listeners = new LinkedBlockingQueue<>();

  ServerFixture(Path folder) throws Exception {
    this(folder, InetAddress.getByName("127.0.0.1"), config -> config);
  }

  ServerFixture(Path folder, InetAddress address, UnaryOperator<WebTransportConfig> change)
      throws Exception {
    certificate =
        RotatingCertificate.open(
            Files.isDirectory(folder) ? folder : Files.createDirectories(folder),
            InstantSource.system());
    var config = WebTransportConfig.of(List.of(new InetSocketAddress(address, 0)), certificate);
    server = WebTransportServer.open(change.apply(config), this::decide);
  }

  private Decision decide(ConnectRequest request) {
    if (!request.path().equals("/oriel")) {
      return new Decision.Refused(404);
    }
    var listener = new RecordingListener();
    listeners.add(listener);
    return new Decision.Accepted(
        request.protocols().contains("oriel-1") ? "oriel-1" : "", listener);
  }

  InetSocketAddress address() {
    return server.addresses().getFirst();
  }

  byte[] hash() {
    return certificate.hashes().getFirst();
  }

  TestClient client() throws Exception {
    return TestClient.open(address(), hash(), "/oriel");
  }

  RecordingListener listener() throws Exception {
    return listeners.poll(30, TimeUnit.SECONDS);
  }

  WebTransportSession session() throws Exception {
    return listener().session.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    server.close();
  }
}
