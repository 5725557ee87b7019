package io.oriel.lib.browser;

import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import io.oriel.api.web.Admission;
import io.oriel.api.web.TicketOffice;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A host around the pages under test: tickets by name, one paired client, recording sessions.
final class Rig implements AutoCloseable {
  static final StreamFormat H264 =
      new StreamFormat(Codec.H264, 1280, 720, 60_000, 8, Chroma.YUV420, ColorSpec.BT709_LIMITED);

  final Map<String, Admission> tickets = new ConcurrentHashMap<>();
  final List<Consumer<Admission>> ticketWatches = new CopyOnWriteArrayList<>();
  final List<Consumer<Client>> trustWatches = new CopyOnWriteArrayList<>();
  final RecordingOrchestrator orchestrator = new RecordingOrchestrator();
  volatile Client client = client(EnumSet.allOf(Right.class));
  final BrowserHost host = new BrowserHost("test", services(), () -> 100_000_000);

  static Client client(Set<Right> rights) {
    return new Client("c1", "Laptop", rights, Instant.EPOCH);
  }

  static Client guest() {
    return new Client("guest-1", "Friend", Set.of(Right.VIEW, Right.AUDIO), Instant.EPOCH);
  }

  private BrowserServices services() {
    var office =
        new TicketOffice() {
          @Override
          public Optional<Admission> redeem(String ticket) {
            return Optional.ofNullable(tickets.remove(ticket));
          }

          @Override
          public AutoCloseable watch(Consumer<Admission> ended) {
            ticketWatches.add(ended);
            return () -> ticketWatches.remove(ended);
          }
        };
    return new BrowserServices(office, orchestrator, trust());
  }

  private TrustStore trust() {
    return (TrustStore)
        Proxy.newProxyInstance(
            Rig.class.getClassLoader(),
            new Class<?>[] {TrustStore.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "identity" -> TestIdentity.DESK;
                  case "clients" -> List.of(client);
                  case "watch" -> watch(arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @SuppressWarnings("unchecked")
  private AutoCloseable watch(Object changed) {
    trustWatches.add((Consumer<Client>) changed);
    return () -> trustWatches.remove(changed);
  }

  /// A page that has said hello.
  RecordingPath admitted() {
    tickets.put("t", Admission.of(client));
    return greeted("t");
  }

  RecordingPath greeted(String ticket) {
    var path = connected();
    path.peer.control("{\"type\":\"hello\",\"version\":1,\"ticket\":\"" + ticket + "\"}");
    return path;
  }

  RecordingPath connected() {
    var path = new RecordingPath();
    path.peer = host.connect(path);
    return path;
  }

  /// A page whose session runs, after its first key frame.
  RecordingPath live() throws Exception {
    var path = admitted();
    path.peer.control(RecordingPath.START);
    path.session = orchestrator.next();
    path.link = path.session.linked();
    path.link.sendVideo(TestFrame.key(1));
    path.next("started");
    return path;
  }

  @Override
  public void close() {
    host.close();
  }
}
