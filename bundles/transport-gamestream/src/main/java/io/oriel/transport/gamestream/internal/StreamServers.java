package io.oriel.transport.gamestream.internal;

import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionException;
import io.oriel.media.wire.CauchyFec;
import io.oriel.media.wire.Pacer;
import io.oriel.transport.gamestream.internal.control.ControlServer;
import io.oriel.transport.gamestream.internal.launch.Launches;
import io.oriel.transport.gamestream.internal.media.FecShare;
import io.oriel.transport.gamestream.internal.media.GameStreamLink;
import io.oriel.transport.gamestream.internal.media.PingSocket;
import io.oriel.transport.gamestream.internal.rtsp.MediaPorts;
import io.oriel.transport.gamestream.internal.rtsp.RtspServer;
import io.oriel.transport.gamestream.internal.stream.GameStream;
import io.oriel.transport.gamestream.internal.stream.GameStreams;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything of a stream after its launch: RTSP, control, video and audio, each on one socket for
/// all streams. Control threads.
public final class StreamServers implements StreamPorts, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamServers.class);
  private static final int VIDEO_DSCP = 40;
  private static final int AUDIO_DSCP = 48;
  private static final long CLOSE_NANOS = 2_000_000_000L;

  private final Supplier<GameStreamSettings> settings;
  private final Launches launches;
  private final GameStreams streams = new GameStreams();
  private ControlServer control;
  private PingSocket video;
  private PingSocket audio;
  private RtspServer rtsp;
  private int rtspPort;

  /// Nothing listens yet.
  ///
  /// @param settings those in force, read once per request or stream
  public StreamServers(Supplier<GameStreamSettings> settings, Launches launches) {
    this.settings = settings;
    this.launches = launches;
  }

  /// Opens all sockets and serves. Not again after [#close()].
  ///
  /// @param addresses to listen on: one or more, or a wildcard
  /// @param base the HTTP port the others are counted from; 0: free ports
  /// @throws IOException names the port that is taken; nothing is left open
  public void start(List<InetAddress> addresses, int base) throws IOException {
    Thread.ofPlatform().daemon().name("oriel-gs-fec").start(StreamServers::prepare);
    InetAddress local = common(addresses);
    try {
      control =
          open(
              "UDP " + port(base, PortOffsets.CONTROL) + " (control)",
              () -> new ControlServer(launches, streams, at(local, base, PortOffsets.CONTROL)));
      video =
          open(
              "UDP " + port(base, PortOffsets.VIDEO) + " (video)",
              () ->
                  new PingSocket(
                      "oriel-gs-vid",
                      at(local, base, PortOffsets.VIDEO),
                      VIDEO_DSCP,
                      streams,
                      GameStream::video,
                      GameStream::videoTo));
      audio =
          open(
              "UDP " + port(base, PortOffsets.AUDIO) + " (audio)",
              () ->
                  new PingSocket(
                      "oriel-gs-aud",
                      at(local, base, PortOffsets.AUDIO),
                      AUDIO_DSCP,
                      streams,
                      GameStream::audio,
                      GameStream::audioTo));
      control.start();
      video.start();
      audio.start();
      rtsp = new RtspServer(settings, launches, streams, this::begin);
      var ports = new MediaPorts(video.port(), control.port(), audio.port());
      rtspPort =
          open(
              "TCP " + port(base, PortOffsets.RTSP) + " (RTSP)",
              () -> rtsp.listen(addresses, port(base, PortOffsets.RTSP), ports));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /// Chooses the fastest parity code, which takes longer than a first frame should wait.
  private static void prepare() {
    try {
      CauchyFec.prepare();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Opening<T> {
    T open() throws IOException;
  }

  private static <T> T open(String what, Opening<T> opening) throws IOException {
    try {
      return opening.open();
    } catch (IOException e) {
      var named = new BindException("cannot listen on " + what + ": " + e.getMessage());
      named.initCause(e);
      throw named;
    }
  }

  private static int port(int base, int offset) {
    return base == 0 ? 0 : base + offset;
  }

  private static InetSocketAddress at(InetAddress local, int base, int offset) {
    return new InetSocketAddress(local, port(base, offset));
  }

  /// One UDP socket serves all addresses: of several, the wildcard.
  private static InetAddress common(List<InetAddress> addresses) throws IOException {
    if (addresses.size() == 1) {
      return addresses.getFirst();
    }
    boolean six = addresses.stream().anyMatch(java.net.Inet6Address.class::isInstance);
    return InetAddress.getByAddress(new byte[six ? 16 : 4]);
  }

  @Override
  public int rtsp() {
    return rtspPort;
  }

  /// UDP.
  public int videoPort() {
    return video.port();
  }

  /// UDP.
  public int controlPort() {
    return control.port();
  }

  /// UDP.
  public int audioPort() {
    return audio.port();
  }

  /// Starts a stream's session: its client is connected and has said where video goes. Any thread.
  private void begin(GameStream stream) {
    Thread.ofVirtual().name("oriel-start-" + stream.session().id()).start(() -> run(stream));
  }

  private static Pacer pacer(GameStreamSettings chosen) {
    return new Pacer(1_000_000L * chosen.pace_mbit(), 1024L * chosen.pace_burst_kib());
  }

  private static FecShare parity(GameStreamSettings chosen) {
    return new FecShare(chosen.fec_percent(), chosen.fec_percent_min(), chosen.fec_percent_max());
  }

  private void run(GameStream stream) {
    Session session = stream.session();
    GameStreamSettings chosen = settings.get();
    GameStreamLink link = null;
    try {
      link =
          new GameStreamLink(stream, video.socket(), audio.socket(), parity(chosen), pacer(chosen));
      session.start(stream.parameters(), link);
      LOG.info(
          "session {}: streams {} to {} at {} kbit/s",
          session.id(),
          stream.parameters().format(),
          stream.video().destination(),
          stream.parameters().bitsPerSecond() / 1000);
    } catch (SessionException e) {
      LOG.warn("session {} cannot start: {}", session.id(), e.getMessage());
      close(link);
    } catch (RuntimeException e) {
      LOG.error("session {} cannot start", session.id(), e);
      session.end(EndReason.FAILED);
      close(link);
    }
  }

  /// A session that had ended before its start does not know the link.
  private static void close(GameStreamLink unused) {
    if (unused != null) {
      unused.close();
    }
  }

  /// Ends all streams, telling their clients, and closes everything.
  @Override
  public void close() {
    if (rtsp != null) {
      rtsp.close();
    }
    streams.all().forEach(s -> s.end(EndReason.TRANSPORT_LOST));
    long deadline = System.nanoTime() + CLOSE_NANOS;
    for (GameStream stream : streams.all()) {
      try {
        stream
            .session()
            .ended()
            .toCompletableFuture()
            .get(
                Math.max(1, deadline - System.nanoTime()),
                java.util.concurrent.TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        LOG.warn("session {} does not end in time", stream.session().id());
      }
    }
    for (AutoCloseable part : new AutoCloseable[] {video, audio, control}) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception e) {
        LOG.warn("a stream socket does not close: {}", e.getMessage());
      }
    }
  }
}
