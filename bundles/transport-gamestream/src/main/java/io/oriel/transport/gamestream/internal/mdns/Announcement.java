package io.oriel.transport.gamestream.internal.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the local network of the host, by multicast DNS on the given addresses only (GameStream
/// protocol notes §1.2). A taken name is changed by the library. Control threads.
public final class Announcement implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);
  private static final String TYPE = "_nvstream._tcp.local.";

  /// A label of DNS.
  private static final int MOST_NAME_BYTES = 63;

  /// Exactly one empty string: some resolvers discard an answer without any (GS-D-01).
  private static final byte[] ONE_EMPTY_STRING = {0};

  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("oriel-gs-mdns-", 0).factory());
  private final List<JmDNS> responders = new CopyOnWriteArrayList<>();
  private boolean closed;

  /// Starts to announce, in the background: probing takes about a second.
  ///
  /// @param name of the host as clients show it
  /// @param httpPort of the listener, which is ready
  public Announcement(List<InetAddress> addresses, String name, int httpPort) {
    for (InetAddress address : addresses) {
      workers.execute(() -> announce(address, label(name), httpPort));
    }
  }

  private void announce(InetAddress address, String name, int port) {
    try {
      JmDNS responder = JmDNS.create(address, hostLabel(name));
      synchronized (this) {
        if (closed) {
          responder.close();
          return;
        }
        responders.add(responder);
      }
      responder.registerService(ServiceInfo.create(TYPE, name, "", port, 0, 0, ONE_EMPTY_STRING));
      LOG.info("announced as {} on {}", name, address.getHostAddress());
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "clients on {} do not find this host by themselves: {}; add it there by its address",
          address.getHostAddress(),
          e.toString());
    }
  }

  /// Cuts a name to what fits into one label, between characters.
  static String label(String name) {
    String label = name;
    while (label.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES) {
      label = label.substring(0, label.offsetByCodePoints(label.length(), -1));
    }
    return label;
  }

  /// A host name for the address records: letters, digits and hyphens.
  private static String hostLabel(String name) {
    String first = name.split("\\.", 2)[0].replaceAll("[^A-Za-z0-9-]", "-");
    return first.isEmpty() ? "oriel" : first;
  }

  /// Says goodbye; waits three seconds at most.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    for (JmDNS responder : responders) {
      workers.execute(
          () -> {
            try {
              responder.unregisterAllServices();
              responder.close();
            } catch (IOException e) {
              LOG.debug("multicast DNS does not close: {}", e.toString());
            }
          });
    }
    workers.shutdown();
    try {
      if (!workers.awaitTermination(3, TimeUnit.SECONDS)) {
        LOG.debug("multicast DNS takes longer to close");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
