package io.oriel.transport.gamestream.internal.stream;

import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.StreamParameters;
import io.oriel.media.wire.UdpSocket;
import io.oriel.transport.gamestream.internal.control.ControlPeer;
import io.oriel.transport.gamestream.internal.launch.LaunchRecord;
import io.oriel.wire.gamestream.control.ControlScheme;
import io.oriel.wire.gamestream.rtsp.Announcement;
import io.oriel.wire.gamestream.rtsp.Description;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One client's stream, from its ANNOUNCE on: what was agreed, and where its three connections are.
/// Any thread.
///
/// The session starts when the control connection is up and the first video ping has told where
/// video goes, in whichever order they come (GameStream protocol notes §7).
public final class GameStream {
  private final LaunchRecord record;
  private final Announcement announcement;
  private final StreamParameters parameters;
  private final InetAddress local;
  private final Consumer<GameStream> starter;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile UdpSocket.Route video;
  private volatile UdpSocket.Route audio;
  private volatile ControlPeer control;

  /// @param local the host's address that the client talks to: media leave from there
  /// @param starter called once, when the session can start; does not block
  public GameStream(
      LaunchRecord record,
      Announcement announcement,
      StreamParameters parameters,
      InetAddress local,
      Consumer<GameStream> starter) {
    this.record = record;
    this.announcement = announcement;
    this.parameters = parameters;
    this.local = local;
    this.starter = starter;
  }

  public LaunchRecord record() {
    return record;
  }

  public Session session() {
    return record.session();
  }

  public Announcement announcement() {
    return announcement;
  }

  /// How its control messages are sealed.
  public ControlScheme controlScheme() {
    boolean current = (announcement.encryption() & Description.CONTROL) != 0;
    return current ? ControlScheme.V2 : ControlScheme.LEGACY;
  }

  public StreamParameters parameters() {
    return parameters;
  }

  public InetAddress local() {
    return local;
  }

  /// Where video goes; `null` before the first ping.
  public UdpSocket.Route video() {
    return video;
  }

  /// Where sound goes; `null` before the first ping.
  public UdpSocket.Route audio() {
    return audio;
  }

  /// The control connection; `null` before it is up.
  public ControlPeer control() {
    return control;
  }

  /// The client wants video there, from now on.
  public void videoTo(UdpSocket.Route route) {
    video = route;
    startWhenReady();
  }

  /// The client wants sound there, from now on.
  public void audioTo(UdpSocket.Route route) {
    audio = route;
  }

  /// The control connection is up.
  public void connected(ControlPeer peer) {
    control = peer;
    startWhenReady();
  }

  private void startWhenReady() {
    if (video != null && control != null && started.compareAndSet(false, true)) {
      starter.accept(this);
    }
  }

  /// Whether its session was started.
  public boolean started() {
    return started.get();
  }

  /// Whether nothing can come of it any more.
  boolean over() {
    return record.state() == LaunchRecord.State.ENDED;
  }

  /// Ends its session.
  public void end(EndReason reason) {
    session().end(reason);
  }
}
