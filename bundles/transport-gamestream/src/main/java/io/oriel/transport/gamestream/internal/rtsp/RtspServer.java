package io.oriel.transport.gamestream.internal.rtsp;

import io.oriel.transport.gamestream.internal.GameStreamSettings;
import io.oriel.transport.gamestream.internal.launch.LaunchRecord;
import io.oriel.transport.gamestream.internal.launch.Launches;
import io.oriel.transport.gamestream.internal.stream.GameStream;
import io.oriel.transport.gamestream.internal.stream.GameStreams;
import io.oriel.wire.gamestream.control.Origin;
import io.oriel.wire.gamestream.rtsp.RtspException;
import io.oriel.wire.gamestream.rtsp.RtspMessage;
import io.oriel.wire.gamestream.rtsp.RtspReader;
import io.oriel.wire.gamestream.rtsp.RtspSeal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The RTSP listener: one TCP connection per request, closed after the answer (GameStream protocol
/// notes §2). Virtual threads, one per connection.
public final class RtspServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RtspServer.class);
  private static final int MAX_CONNECTIONS = 64;
  private static final int BACKLOG = 32;
  // answers a request whose own number is missing or unreadable: an answer needs a header (GS-R-05)
  private static final String NO_NUMBER = "0";
  private static final long PAUSE_NANOS = 100_000_000;
  private static final long READ_NANOS = 15_000_000_000L;

  private final Supplier<GameStreamSettings> settings;
  private final Launches launches;
  private final GameStreams streams;
  private final Consumer<GameStream> starter;
  private final List<ServerSocket> listeners = new CopyOnWriteArrayList<>();
  private final RtspConnections connections = new RtspConnections(MAX_CONNECTIONS);
  private final Map<LaunchRecord, Handshake> handshakes = new ConcurrentHashMap<>();
  private volatile MediaPorts ports;
  private volatile boolean closed;

  /// @param starter see [GameStream]
  public RtspServer(
      Supplier<GameStreamSettings> settings,
      Launches launches,
      GameStreams streams,
      Consumer<GameStream> starter) {
    this.settings = settings;
    this.launches = launches;
    this.streams = streams;
    this.starter = starter;
  }

  /// Listens from now on.
  ///
  /// @param port 0: a free one, the same for all addresses
  /// @return the port
  public int listen(List<InetAddress> addresses, int port, MediaPorts media) throws IOException {
    ports = media;
    int actual = port;
    for (InetAddress address : addresses) {
      var listener = new ServerSocket();
      listeners.add(listener);
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(address, actual), BACKLOG);
      actual = listener.getLocalPort();
      Thread.ofVirtual().name("oriel-rtsp").start(() -> accept(listener));
    }
    return actual;
  }

  private void accept(ServerSocket listener) {
    boolean failing = false;
    while (!closed) {
      try {
        Socket socket = listener.accept();
        failing = false;
        if (!connections.admit(socket)) {
          continue;
        }
        Thread.ofVirtual().name("oriel-rtsp").start(() -> serve(socket));
      } catch (IOException e) {
        if (closed) {
          return;
        }
        if (!failing) { // out of file descriptors, say: neither spin nor fill the log
          LOG.warn("the RTSP listener lost a connection: {}", e.getMessage());
        }
        failing = true;
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      byte[] answer = exchange(socket);
      if (answer.length > 0) {
        socket.getOutputStream().write(answer);
        socket.shutdownOutput();
      }
    } catch (IOException e) {
      LOG.debug("an RTSP connection broke: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("an RTSP request cannot be answered", e);
    } finally {
      connections.gone(socket);
    }
  }

  /// @return the answer as sent; empty: none
  private byte[] exchange(Socket socket) throws IOException {
    var reader = new RtspReader();
    try {
      if (!read(socket, reader) || !connections.requested(socket)) {
        return new byte[0];
      }
    } catch (RtspException e) {
      return reader.sealed()
          ? new byte[0]
          : refusal(e, reader.sequence().orElse(NO_NUMBER)).bytes();
    }
    handshakes.keySet().removeIf(r -> r.state() == LaunchRecord.State.ENDED);
    return reader.sealed() ? sealed(socket, reader.message()) : plain(socket, reader.message());
  }

  private static boolean read(Socket socket, RtspReader reader) throws IOException, RtspException {
    byte[] chunk = new byte[4096];
    long deadline = System.nanoTime() + READ_NANOS;
    boolean complete = false;
    while (!complete) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      socket.setSoTimeout((int) left);
      int n = socket.getInputStream().read(chunk);
      if (n < 0) {
        return false;
      }
      complete = reader.offer(chunk, 0, n);
    }
    return true;
  }

  /// Tries the keys of the launches from this address: the tag tells which it is (GS-R-04).
  private byte[] sealed(Socket socket, byte[] wire) {
    for (LaunchRecord record : launches.candidates(socket.getInetAddress())) {
      if (!record.encryptedRtsp()) {
        continue;
      }
      byte[] key = record.key();
      var opened = RtspSeal.open(key, Origin.CLIENT, wire);
      if (opened.isPresent()) {
        Handshake handshake = handshake(record);
        synchronized (handshake) {
          if (!handshake.fresh(opened.get().sequence())) {
            // whoever recorded one can send it as often as he likes
            LOG.debug("a repeated RTSP request of {} is ignored", record.client().name());
            return new byte[0];
          }
          byte[] answer = answer(handshake, record, opened.get().plain(), socket);
          return RtspSeal.seal(key, Origin.HOST, handshake.nextAnswer(), answer);
        }
      }
    }
    LOG.debug("no launch of {} has the key of its RTSP request", socket.getInetAddress());
    return new byte[0];
  }

  private byte[] plain(Socket socket, byte[] message) {
    var record =
        settings.get().plain_rtsp()
            ? launches.candidates(socket.getInetAddress()).stream()
                .filter(r -> !r.encryptedRtsp())
                .findFirst()
            : java.util.Optional.<LaunchRecord>empty();
    if (record.isEmpty()) {
      return refusal(new RtspException(454, "no launch for this RTSP request"), sequence(message))
          .bytes();
    }
    Handshake handshake = handshake(record.get());
    synchronized (handshake) {
      return answer(handshake, record.get(), message, socket);
    }
  }

  private Handshake handshake(LaunchRecord record) {
    return handshakes.computeIfAbsent(
        record, r -> new Handshake(r, launches, streams, ports, starter));
  }

  private byte[] answer(Handshake handshake, LaunchRecord record, byte[] plain, Socket socket) {
    String cseq = sequence(plain);
    try {
      var request = RtspMessage.parse(plain);
      return handshake.answer(request, socket.getLocalAddress(), settings.get()).bytes();
    } catch (RtspException e) {
      LOG.warn("{} gets RTSP status {}: {}", record.client().name(), e.status(), e.getMessage());
      return refusal(e, cseq).bytes();
    } catch (RuntimeException e) {
      LOG.warn("cannot answer {}", record.client().name(), e);
      return refusal(new RtspException(500, "internal error"), cseq).bytes();
    }
  }

  private static String sequence(byte[] message) {
    return RtspMessage.sequence(message, message.length).orElse(NO_NUMBER);
  }

  private static RtspMessage refusal(RtspException e, String cseq) {
    String text =
        switch (e.status()) {
          case 403 -> "Forbidden";
          case 404 -> "Not Found";
          case 454 -> "Session Not Found";
          case 500 -> "Internal Server Error";
          case 503 -> "Service Unavailable";
          default -> "Bad Request";
        };
    return RtspMessage.answer(e.status(), text, cseq, Map.of(), "");
  }

  @Override
  public void close() {
    closed = true;
    listeners.forEach(RtspServer::quietly);
    connections.close();
  }

  private static void quietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      LOG.debug("an RTSP socket does not close: {}", e.getMessage());
    }
  }
}
