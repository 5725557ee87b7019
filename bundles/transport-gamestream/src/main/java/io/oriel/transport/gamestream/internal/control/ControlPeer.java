package io.oriel.transport.gamestream.internal.control;

import io.oriel.api.input.Feedback;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.InputSink;
import io.oriel.transport.gamestream.internal.media.ParityBudget;
import io.oriel.transport.gamestream.internal.stream.GameStream;
import io.oriel.wire.gamestream.control.ControlMessages;
import io.oriel.wire.gamestream.control.ControlOpener;
import io.oriel.wire.gamestream.control.ControlScheme;
import io.oriel.wire.gamestream.control.ControlSealer;
import io.oriel.wire.gamestream.control.ControlType;
import io.oriel.wire.gamestream.control.FecStatus;
import io.oriel.wire.gamestream.control.Origin;
import io.oriel.wire.gamestream.control.TerminationCode;
import io.oriel.wire.gamestream.enet.Delivery;
import io.oriel.wire.gamestream.enet.EnetPeer;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The control connection of one stream. Messages are handled on the control thread; what other
/// threads may call says so.
public final class ControlPeer {
  private static final Logger LOG = LoggerFactory.getLogger(ControlPeer.class);
  private static final long END_MILLIS = 500;
  private static final long SILENCE_MILLIS = 10_000;

  /// Clients ping every 100 ms (GameStream protocol notes §5.5): one that is silent for so long
  /// cannot release what it holds, and a desktop would go on to repeat its keys.
  private static final long LET_GO_MILLIS = 2_000;

  private static final long VIDEO_PING_MILLIS = 10_000;
  private static final long REPORT_MILLIS = 1000;

  private final ControlServer server;
  private final EnetPeer peer;
  private final GameStream stream;
  private final ControlSealer sealer;
  private final ControlOpener opener;
  private final ControlFeedback feedback = new ControlFeedback(new Outlet());
  private final ClientInput input;
  private final CountDownLatch gone = new CountDownLatch(1);
  private final PathReports reports = new PathReports(REPORT_MILLIS);
  private final long connectedMillis;
  private long heardMillis;
  private long endMillis = Long.MAX_VALUE;
  private boolean ending;
  private boolean greeted;
  private boolean quiet; // what the client held has been let go of
  private volatile InputSink target; // where messages go once the session runs
  private volatile long refused; // written by the control thread
  private volatile long inputs; // written by the control thread

  private final class Outlet implements ControlFeedback.Outlet {
    @Override
    public void send(byte[] plain) {
      ControlPeer.this.send(plain);
    }

    @Override
    public int underWay() {
      return peer.underWay();
    }

    @Override
    public void soon(Runnable step) {
      server.post(step);
    }

    @Override
    public long millis() {
      return ControlServer.millis();
    }
  }

  ControlPeer(ControlServer server, EnetPeer peer, GameStream stream, long nowMillis) {
    this.server = server;
    this.peer = peer;
    this.stream = stream;
    this.input = new ClientInput(feedback, new Oddities(stream.session().id()));
    byte[] key = stream.record().key();
    ControlScheme scheme = stream.controlScheme();
    this.sealer = new ControlSealer(key, Origin.HOST, scheme);
    this.opener = new ControlOpener(key, Origin.CLIENT, scheme);
    this.connectedMillis = nowMillis;
    this.heardMillis = nowMillis;
  }

  /// Whether the client is at this address. Control thread.
  boolean at(InetSocketAddress address) {
    return peer.address().equals(address);
  }

  GameStream stream() {
    return stream;
  }

  /// Messages are delivered there from now on. Any thread.
  public void deliverTo(InputSink sink) {
    target = sink;
    server.post(() -> input.to(sink.injector()));
    // sent even for SDR: clients switch their display by this message
    post(ControlMessages.hdrOff());
  }

  /// Towards the client's devices. Any thread.
  public Feedback feedback() {
    return feedback;
  }

  /// Messages that were forged, damaged or repeated. Any thread.
  public long refused() {
    return refused;
  }

  /// Input packets that were understood. Any thread.
  public long inputs() {
    return inputs;
  }

  /// Parity follows what the client reports from now on. Any thread.
  public void adapt(ParityBudget budget) {
    reports.adapt(budget);
  }

  /// Packets of video sent so far, for reports on the path. The transmit thread.
  public void packetsSent(long total) {
    reports.sent(total);
  }

  /// Seals and sends a message soon. Any thread.
  ///
  /// @param plain type, length and payload
  public void post(byte[] plain) {
    server.post(() -> send(plain));
  }

  private boolean send(byte[] plain) {
    byte[] wire = sealer.seal(plain);
    boolean accepted = peer.send(0, wire, 0, wire.length, Delivery.RELIABLE);
    server.flush(peer);
    return accepted;
  }

  /// Tells the client that the stream ends, waits for its acknowledgement, 500 ms at most, and
  /// disconnects (GS-C-06). Any thread but the control thread; a second call only waits.
  ///
  /// @param reason ends that somebody wanted are normal to the client, others an error
  public void end(EndReason reason) {
    endSoon(reason);
    try {
      if (!gone.await(END_MILLIS + 100, TimeUnit.MILLISECONDS)) {
        server.post(this::cut);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// As [#end], without waiting. Any thread.
  void endSoon(EndReason reason) {
    int code = code(reason);
    server.post(() -> beginEnd(code));
  }

  private static int code(EndReason reason) {
    return switch (reason) {
      case CLIENT_QUIT,
          CLIENT_GONE,
          TAKEN_OVER,
          IDLE,
          OPERATOR,
          REVOKED,
          NOT_STARTED,
          APP_ENDED,
          TRANSPORT_LOST,
          SHUTDOWN ->
          TerminationCode.GRACEFUL;
      default -> TerminationCode.FAILED;
    };
  }

  private void beginEnd(int code) {
    if (!ending) {
      ending = true;
      endMillis = ControlServer.millis() + END_MILLIS;
      if (!send(ControlMessages.termination(code))) {
        cut();
        return;
      }
      peer.disconnectLater(0);
    }
  }

  private void cut() {
    server.disconnectNow(peer);
    left();
  }

  /// ENet has no connection any more. Control thread.
  void left() {
    gone.countDown();
  }

  /// The client is gone, and that is news. Control thread.
  void lost(boolean onPurpose) {
    left();
    InputSink to = target;
    if (to != null) {
      to.gone(onPurpose);
    }
    stream.end(onPurpose ? EndReason.CLIENT_QUIT : EndReason.CLIENT_GONE);
  }

  boolean ending() {
    return ending;
  }

  /// Looks at the clock. Control thread.
  void tick(long nowMillis) {
    input.flush();
    if (ending) {
      if (nowMillis >= endMillis) {
        cut();
      }
      return;
    }
    feedback.tick(nowMillis);
    if (!quiet && nowMillis - heardMillis >= LET_GO_MILLIS) {
      quiet = true;
      if (input.letGo()) {
        LOG.info(
            "session {}: nothing heard of the client for {} ms, what it held is released",
            stream.session().id(),
            LET_GO_MILLIS);
      }
    }
    if (nowMillis - heardMillis >= SILENCE_MILLIS) {
      ending = true;
      cut();
      lost(false);
    } else if (!stream.started() && nowMillis - connectedMillis >= VIDEO_PING_MILLIS) {
      stream.end(EndReason.NOT_STARTED);
    }
    InputSink to = target;
    if (to != null) {
      reports.due(nowMillis, peer.roundTripMillis(), to);
    }
  }

  /// A message from another address than the peer's: it may move if that is genuine (GS-C-02).
  void stray(InetSocketAddress from, byte[] bytes, int at, int length) {
    if (opener.genuine(bytes, at, length)) {
      peer.moved(from);
    } else {
      refused = refused + 1;
    }
  }

  /// A sealed message. Control thread.
  void message(byte[] bytes, int at, int length, long nowMillis) {
    if (!opener.open(bytes, at, length)) {
      refused = refused + 1;
      return;
    }
    heardMillis = nowMillis;
    quiet = false;
    boolean opening = !greeted;
    greeted = true;
    byte[] plain = opener.plain();
    int n = opener.payloadLength();
    if (!ending && opener.type() == ControlType.INPUT && input.packet(plain, 4, n)) {
      inputs = inputs + 1;
    }
    InputSink to = target;
    if (to == null || ending || opening && opener.type() == ControlType.KEY_FRAME_WANTED) {
      return; // "start A" looks like a wish for a key frame, which the first frame is anyway
    }
    switch (opener.type()) {
      case ControlType.KEY_FRAME_WANTED -> to.keyFrameWanted();
      case ControlType.INVALIDATE -> {
        if (n >= 16) {
          long first = ControlMessages.invalidatedFirst(plain);
          long last = ControlMessages.invalidatedLast(plain);
          if (first <= last) {
            to.lost(first, last);
          }
        }
      }
      case ControlType.LONG_TERM_RECEIVED -> {
        if (n >= 4) {
          to.received(ControlMessages.receivedFrame(plain));
        }
      }
      case ControlType.FEC_STATUS -> {
        FecStatus status = FecStatus.read(plain, 4, n);
        if (status != null) {
          reports.block(status);
        }
      }
      default -> {} // input has been read; of pings and starts being heard is all they are for
    }
  }
}
