package io.oriel.media.webrtc.internal;

import io.oriel.media.webrtc.PeerListener;
import io.oriel.media.webrtc.SdpException;
import io.oriel.media.webrtc.VideoKind;
import io.oriel.media.webrtc.internal.dtls.DtlsIdentity;
import io.oriel.media.webrtc.internal.dtls.DtlsPeer;
import io.oriel.media.webrtc.internal.rate.RateEstimate;
import io.oriel.media.webrtc.internal.rate.SendHistory;
import io.oriel.media.webrtc.internal.rtp.AudioTrack;
import io.oriel.media.webrtc.internal.rtp.VideoTrack;
import io.oriel.media.webrtc.internal.sdp.Choice;
import io.oriel.media.webrtc.internal.sdp.OfferedTransport;
import io.oriel.media.webrtc.internal.sdp.SdpAnswer;
import io.oriel.media.webrtc.internal.sdp.SdpOffer;
import io.oriel.media.webrtc.internal.srtp.SrtpKeys;
import io.oriel.media.wire.UdpSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/// Makes the parts of a server's peers. Any thread.
public final class PeerFactory {
  private static final long LEAST_RATE = 300_000;
  private static final long MOST_RATE = 200_000_000;
  private static final int FRAGMENT_BYTES = 9; // 12 characters; RFC 8445 §5.3 asks for 24 bits
  private static final int PASSWORD_BYTES = 18; // 24 characters; it asks for 128 bits
  private static final int FIRST_NUMBERS = 1 << 15; // RFC 3711 §3.3.1: early loss of a roll-over

  private final SecureRandom random = new SecureRandom();
  private final DtlsIdentity identity = DtlsIdentity.create(random);
  private final UdpSocket socket;
  private final ControlSender sender;

  public PeerFactory(UdpSocket socket) {
    this.socket = socket;
    this.sender = new ControlSender(socket);
  }

  public ControlSender sender() {
    return sender;
  }

  /// Answers an offer.
  ///
  /// @param startRate what the estimate begins with, in bit/s
  /// @param caller where the offer came from
  /// @param gone told once of its end
  public PeerSession create(
      SdpOffer offer,
      VideoKind kind,
      long startRate,
      List<InetSocketAddress> candidates,
      InetAddress caller,
      PeerListener listener,
      Consumer<PeerSession> gone)
      throws SdpException {
    Choice choice = Choice.of(offer, kind);
    OfferedTransport remote = choice.video().transport();
    if (!DtlsIdentity.accepts(remote.hash())) {
      throw new SdpException("the offer's fingerprint is not of sha-256, sha-384 or sha-512");
    }
    String fragment = text(FRAGMENT_BYTES);
    String password = text(PASSWORD_BYTES);
    int videoSource = random.nextInt();
    var answer =
        new SdpAnswer(
            random.nextLong(1, Long.MAX_VALUE),
            fragment,
            password,
            identity.fingerprint(),
            videoSource,
            videoSource + 1,
            candidates);
    var ice = new PeerIce(fragment, password, remote.fragment(), System.nanoTime());
    return new PeerSession(
        this,
        text(16),
        answer,
        answer.text(offer, choice),
        choice,
        kind,
        startRate,
        caller,
        ice,
        listener,
        gone);
  }

  DtlsPeer dtls(PeerSession session) {
    OfferedTransport remote = session.choice().video().transport();
    return new DtlsPeer(
        random, identity, remote.hash(), remote.fingerprint(), session::sendHandshake, session);
  }

  PeerMedia media(PeerSession session, byte[] material) {
    Choice choice = session.choice();
    SrtpKeys keys = SrtpKeys.ofServer(material);
    var history = new SendHistory();
    var video =
        new VideoTrack(
            session.kind(),
            choice.videoFormat().type(),
            session.description().videoSource(),
            choice.transportNumber(),
            choice.playoutDelay(),
            random.nextInt(FIRST_NUMBERS),
            keys,
            socket,
            history);
    AudioTrack audio =
        choice
            .audioFormat()
            .map(
                f ->
                    new AudioTrack(
                        f.type(),
                        session.description().audioSource(),
                        random.nextInt(FIRST_NUMBERS),
                        keys,
                        socket))
            .orElse(null);
    return new PeerMedia(video, audio, history, material);
  }

  PeerReports reports(PeerSession session) {
    long most = Math.clamp(session.mostRate(), LEAST_RATE, MOST_RATE);
    long start = Math.clamp(session.startRate(), LEAST_RATE, most);
    return new PeerReports(
        session.media(),
        sender,
        session.ice()::route,
        session.listener(),
        new RateEstimate(start, LEAST_RATE, most),
        start);
  }

  private String text(int bytes) {
    byte[] raw = new byte[bytes];
    random.nextBytes(raw);
    // letters, digits, + and /, as RFC 8839 §5.4 wants them; ids go into paths
    String text = Base64.getEncoder().withoutPadding().encodeToString(raw);
    return text.replace('+', 'a').replace('/', 'b');
  }
}
