package io.oriel.transport.gamestream.internal.rtsp;

import io.oriel.api.media.Codec;
import io.oriel.api.session.Session;
import io.oriel.transport.gamestream.internal.CodecBits;
import io.oriel.transport.gamestream.internal.GameStreamSettings;
import io.oriel.transport.gamestream.internal.launch.LaunchRecord;
import io.oriel.transport.gamestream.internal.launch.Launches;
import io.oriel.transport.gamestream.internal.media.FecShare;
import io.oriel.transport.gamestream.internal.stream.GameStream;
import io.oriel.transport.gamestream.internal.stream.GameStreams;
import io.oriel.wire.gamestream.rtsp.Announcement;
import io.oriel.wire.gamestream.rtsp.Description;
import io.oriel.wire.gamestream.rtsp.RtspException;
import io.oriel.wire.gamestream.rtsp.RtspMessage;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the requests of one launch, in the order of GameStream protocol notes §2.4. One request
/// at a time.
final class Handshake {
  private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);
  private static final int MEDIA_ENCRYPTION = Description.VIDEO | Description.AUDIO;

  private final LaunchRecord record;
  private final Launches launches;
  private final GameStreams streams;
  private final MediaPorts ports;
  private final Consumer<GameStream> starter;
  private long lastSequence;
  private long answers;
  private boolean announced;

  Handshake(
      LaunchRecord record,
      Launches launches,
      GameStreams streams,
      MediaPorts ports,
      Consumer<GameStream> starter) {
    this.record = record;
    this.launches = launches;
    this.streams = streams;
    this.ports = ports;
    this.starter = starter;
  }

  /// Whether a sealed request is newer than all before it (GS-R-03).
  boolean fresh(long sequence) {
    if (sequence <= lastSequence) {
      return false;
    }
    lastSequence = sequence;
    return true;
  }

  /// Number of the next sealed answer.
  long nextAnswer() {
    return ++answers;
  }

  /// @param local the address the client connected to
  RtspMessage answer(RtspMessage request, InetAddress local, GameStreamSettings settings)
      throws RtspException {
    String cseq =
        request
            .sequence()
            .orElseThrow(() -> new RtspException(400, "request without a number in CSeq"));
    return switch (request.verb()) {
      case "OPTIONS" -> ok(cseq, Map.of(), "");
      case "DESCRIBE" -> ok(cseq, Map.of(), describe(settings));
      case "SETUP" -> ok(cseq, setup(request.target()), "");
      case "ANNOUNCE" -> {
        announce(request, local, settings);
        yield ok(cseq, Map.of(), "");
      }
      case "PLAY" -> {
        play();
        yield ok(cseq, Map.of(), "");
      }
      default -> throw new RtspException(404, "unknown RTSP request");
    };
  }

  private static RtspMessage ok(String cseq, Map<String, String> headers, String body) {
    return RtspMessage.answer(200, "OK", cseq, headers, body);
  }

  private String describe(GameStreamSettings settings) {
    int requested =
        Description.CONTROL | (settings.video_encryption_requested() ? MEDIA_ENCRYPTION : 0);
    return new Description(
            InputFeatures.of(record.session().plan().input()),
            Description.CONTROL | MEDIA_ENCRYPTION,
            requested,
            // a client that takes a codec without it gets key frames instead
            !record.session().plan().invalidating().isEmpty(),
            offers(Codec.HEVC),
            offers(Codec.AV1),
            record.terms().audio().layout())
        .body();
  }

  private boolean offers(Codec codec) {
    return CodecBits.offers(record.session().plan().formats(), codec);
  }

  private Map<String, String> setup(String target) throws RtspException {
    int from = target.indexOf('=') + 1;
    int to = target.indexOf('/', from);
    String stream = to < 0 ? target.substring(from) : target.substring(from, to);
    var headers = new LinkedHashMap<String, String>();
    headers.put("Session", sessionId() + ";timeout = 90");
    switch (stream) {
      case "audio" -> {
        headers.put("Transport", "server_port=" + ports.audio());
        headers.put("X-SS-Ping-Payload", record.pingPayload());
      }
      case "video" -> {
        headers.put("Transport", "server_port=" + ports.video());
        headers.put("X-SS-Ping-Payload", record.pingPayload());
      }
      case "control" -> {
        headers.put("Transport", "server_port=" + ports.control());
        headers.put("X-SS-Connect-Data", Integer.toUnsignedString(record.connectId()));
      }
      default -> throw new RtspException(404, "unknown stream");
    }
    return headers;
  }

  private String sessionId() {
    return "4F5249454C" + record.session().id().toUpperCase(java.util.Locale.ROOT);
  }

  private void announce(RtspMessage request, InetAddress local, GameStreamSettings settings)
      throws RtspException {
    var a = Announcement.parse(request.body());
    checkControl(a, settings);
    if (settings.encryption_required() && (a.encryption() & MEDIA_ENCRYPTION) != MEDIA_ENCRYPTION) {
      throw new RtspException(
          403, "this host requires encrypted video and sound; switch encryption on in the client");
    }
    Session session = record.session();
    boolean named = request.header("Host").filter(h -> !h.contains("0.0.0.0")).isPresent();
    var audio = AudioChoice.of(a, named, record.terms().audio().layout());
    var parity =
        new FecShare(
            settings.fec_percent(), settings.fec_percent_min(), settings.fec_percent_max());
    var parameters = StreamChoice.of(a, session.plan(), parity, audio, AudioChoice.high(a, named));
    if (!streams.add(new GameStream(record, a, parameters, local, starter))) {
      throw new RtspException(454, "this launch streams already");
    }
    announced = true;
  }

  /// GS-C-04: without scheme v2 only where the owner allows it.
  private void checkControl(Announcement a, GameStreamSettings settings) throws RtspException {
    if ((a.encryption() & Description.CONTROL) != 0) {
      return;
    }
    if (settings.encryption_required()) { // what the old way seals can be read
      throw new RtspException(
          403, "this host requires encrypted control messages; update the client");
    }
    if (!settings.legacy_control_encryption()) {
      throw new RtspException(
          403,
          "it knows only the old control encryption; update it, or set"
              + " legacy.control.encryption of io.oriel.transport.gamestream");
    }
    LOG.warn(
        "session {}: the control messages of {} are sealed the old way, which can be read and"
            + " forged (legacy.control.encryption)",
        record.session().id(),
        record.client().name());
  }

  private void play() throws RtspException {
    if (!announced) {
      throw new RtspException(454, "PLAY without ANNOUNCE");
    }
    if (!launches.played(record)) {
      throw new RtspException(454, "the launch has expired");
    }
  }
}
