package io.oriel.transport.gamestream.internal.http;

import io.oriel.api.app.App;
import io.oriel.api.audio.SoundRequest;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.media.Codec;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.transport.gamestream.internal.GameStreamContext;
import io.oriel.transport.gamestream.internal.StreamPorts;
import io.oriel.transport.gamestream.internal.launch.LaunchRecord;
import io.oriel.transport.gamestream.internal.launch.LaunchRefusedException;
import io.oriel.transport.gamestream.internal.launch.LaunchTerms;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/launch`, `/resume` and `/cancel` (GameStream protocol notes §1.9, §1.10), each for the calling
/// certificate only (GS-L-05).
final class LaunchEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(LaunchEndpoint.class);
  private static final List<Codec> CODECS = List.of(Codec.AV1, Codec.HEVC, Codec.H264);

  private final GameStreamContext context;
  private final Callers callers;
  private final StreamPorts streams;
  private final ClientTurns turns = new ClientTurns();
  private final Map<String, Boolean> playedOnHost = new ConcurrentHashMap<>(); // by client id
  private final Takeover takeover;

  LaunchEndpoint(GameStreamContext context, Callers callers, StreamPorts streams) {
    this.context = context;
    this.callers = callers;
    this.streams = streams;
    takeover = new Takeover(context.orchestrator(), () -> context.settings().get().takeover());
  }

  /// `/launch`.
  Reply launch(Request request) {
    return answer(request, false);
  }

  /// `/resume`.
  Reply resume(Request request) {
    return answer(request, true);
  }

  /// `/cancel`: answers once the client's sessions are gone and it is told a free host (GS-L-03).
  Reply cancel(Request request) throws BadRequestException {
    Client client = callers.known(request);
    try (var _ = turns.take(client.id())) {
      context.launches().revoke(client.id(), EndReason.CLIENT_QUIT);
      context.orchestrator().quit(client, EndReason.CLIENT_QUIT);
      boolean free = context.orchestrator().running(client).isEmpty();
      return Xml.ok().add("cancel", free ? 1 : 0).reply();
    }
  }

  private Reply answer(Request request, boolean resume) {
    String success = resume ? "resume" : "gamesession";
    try {
      Client client = callers.known(request);
      try (var _ = turns.take(client.id())) {
        if (request.gone().toCompletableFuture().isDone()) { // while it waited for its turn
          throw new BadRequestException(503, "The device did not wait for its stream");
        }
        LaunchRecord record = open(request, client, resume);
        return Xml.ok().add("sessionUrl0", url(record, request.local())).add(success, 1).reply();
      }
    } catch (BadRequestException e) {
      return Xml.root(e.statusCode(), e.getMessage()).add(success, 0).reply();
    }
  }

  private LaunchRecord open(Request request, Client client, boolean resume)
      throws BadRequestException {
    boolean before = playedOnHost.getOrDefault(client.id(), false);
    LaunchTerms terms = LaunchQuery.parse(request, client, resume, before);
    playedOnHost.put(client.id(), terms.audio().playOnHost());
    if (!client.rights().contains(Right.VIEW)) {
      throw new BadRequestException(403, "The owner of the host does not let this device see it");
    }
    checkHandshake(terms);
    Optional<String> running = context.orchestrator().running(client);
    String app = resume ? running(running) : requested(request, running);
    takeover.check(client, terms.remote());
    LaunchRecord record;
    try {
      record = context.launches().open(terms);
    } catch (LaunchRefusedException e) {
      throw new BadRequestException(e.statusCode(), e.getMessage());
    }
    Session session = null;
    try {
      takeover.end(client);
      session = context.orchestrator().prepare(wanted(terms, app));
      takeover.prepared(session, terms.remote());
      context.launches().ready(record, session);
    } catch (SessionException e) {
      throw new BadRequestException(statusCode(e.reason()), e.getMessage());
    } finally {
      if (session == null) {
        context.launches().abandon(record);
      }
    }
    if (!record.pending()) {
      throw new BadRequestException(503, "The session ended before it began");
    }
    LOG.info("session {} prepared for {}", session.id(), client.name());
    return record;
  }

  /// Whether the client's RTSP may come in the clear, if it does.
  private void checkHandshake(LaunchTerms terms) throws BadRequestException {
    if (terms.encryptedRtsp()) {
      return;
    }
    if (!context.settings().get().plain_rtsp()) {
      LOG.warn(
          "{} is refused: it does not encrypt its handshake; update it, or set plain.rtsp of"
              + " io.oriel.transport.gamestream",
          terms.client().name());
      throw new BadRequestException(
          403, "This client does not encrypt its handshake (RTSP); a newer version does");
    }
    LOG.warn(
        "the handshake of {} is not encrypted: whoever is on the network can read and change it"
            + " (plain.rtsp)",
        terms.client().name());
  }

  /// What `/launch` asks for. A client that did not know that its application runs already goes on
  /// with it, where that is allowed.
  private String requested(Request request, Optional<String> running) throws BadRequestException {
    String app =
        context
            .apps()
            .byNumber(request.query().number("appid"))
            .map(App::id)
            .orElseThrow(() -> new BadRequestException(404, "The host has no such application"));
    boolean goesOn = takeover.allowed() && running.filter(app::equals).isPresent();
    if (running.isPresent() && !goesOn) {
      throw new BadRequestException(
          context.apps().title(running.get())
              + " is running for this device already; resume or quit it");
    }
    return app;
  }

  private static String running(Optional<String> running) throws BadRequestException {
    return running.orElseThrow(
        () -> new BadRequestException(503, "Nothing runs that could be resumed"));
  }

  private static SessionRequest wanted(LaunchTerms terms, String app) {
    Set<Right> rights = terms.client().rights();
    Set<DeviceKind> devices = EnumSet.noneOf(DeviceKind.class);
    if (rights.contains(Right.INPUT)) {
      devices.addAll(
          EnumSet.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN));
    }
    if (rights.contains(Right.GAMEPAD)) {
      devices.add(DeviceKind.GAMEPAD);
    }
    var sound = new SoundRequest(terms.audio().channels(), terms.audio().playOnHost());
    Map<String, String> hints =
        terms.keepControllers() ? Map.of(SessionRequest.KEEP_PADS, "gcpersist") : Map.of();
    return new SessionRequest(terms.client(), app, terms.mode(), CODECS, devices, sound, hints);
  }

  private static int statusCode(EndReason reason) {
    return switch (reason) {
      case REVOKED -> 403;
      case APP_FAILED -> 500;
      default -> 503;
    };
  }

  private String url(LaunchRecord record, InetAddress local) {
    String address = local.getHostAddress();
    if (local instanceof Inet6Address) {
      int zone = address.indexOf('%');
      address = "[" + (zone < 0 ? address : address.substring(0, zone)) + "]";
    }
    return (record.encryptedRtsp() ? "rtspenc://" : "rtsp://") + address + ":" + streams.rtsp();
  }
}
