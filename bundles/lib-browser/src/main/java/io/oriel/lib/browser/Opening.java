package io.oriel.lib.browser;

import io.oriel.api.app.App;
import io.oriel.api.audio.AudioParameters;
import io.oriel.api.audio.OpusLayout;
import io.oriel.api.media.Codec;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.web.Admission;
import io.oriel.lib.browser.wire.HostMessages;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/// Gets a page the session it asked for. A control thread of its own, where it may wait.
final class Opening {
  /// What a page asked for.
  interface Step {
    void run(Opening opening) throws SessionException;
  }

  /// Makes the page's link, unless it has gone meanwhile.
  interface Links {
    PageLink of(PageLink.Announcement announcement) throws SessionException;
  }

  private static final AudioParameters SILENT = new AudioParameters(OpusLayout.STEREO, 10, 0);
  private static final long END_SECONDS = 10;

  private final BrowserServices services;
  private final BrowserPath path;
  private final Admission admission;
  private final Links links;

  Opening(BrowserServices services, BrowserPath path, Admission admission, Links links) {
    this.services = services;
    this.path = path;
    this.admission = admission;
    this.links = links;
  }

  private SessionOrchestrator orchestrator() {
    return services.orchestrator();
  }

  /// The client with the rights it has now, which may be others than when it got its ticket.
  private Client client() throws SessionException {
    if (admission.watches().isPresent()) {
      return admission.client();
    }
    return services.trust().clients().stream()
        .filter(known -> known.id().equals(admission.client().id()))
        .findFirst()
        .orElseThrow(
            () ->
                new SessionException(
                    EndReason.REVOKED, "The owner of the host removed this device"));
  }

  /// Prepares a session of the page's own.
  Session prepare(StartWish wish) throws SessionException {
    if (admission.watches().isPresent()) {
      throw new SessionException(EndReason.REVOKED, "This link is for watching only");
    }
    Client client = client();
    if (!client.rights().contains(Right.VIEW)) {
      throw new SessionException(
          EndReason.REVOKED, "The owner of the host does not let this device see it");
    }
    if (!wish.app().equals(App.DESKTOP) && !client.rights().contains(Right.LAUNCH)) {
      throw new SessionException(
          EndReason.REVOKED, "The owner of the host does not let this device start applications");
    }
    requireCodec(wish.codecs());
    endOthers(client);
    return orchestrator().prepare(wish.request(client));
  }

  private void requireCodec(List<Codec> codecs) throws SessionException {
    if (codecs.isEmpty()) {
      throw new SessionException(
          EndReason.NO_BACKEND,
          "This browser decodes nothing of what %s carries: %s"
              .formatted(path.traits().protocol(), path.traits().codecs()));
    }
  }

  /// Ends what the client has running, so that the new session finds the display: the page was
  /// loaded again, or opened on another device.
  private void endOthers(Client client) throws SessionException {
    for (Session session : orchestrator().sessions()) {
      if (!session.request().client().id().equals(client.id())) {
        continue;
      }
      session.end(EndReason.TAKEN_OVER);
      try {
        session.ended().toCompletableFuture().get(END_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new SessionException(EndReason.SHUTDOWN, "The host is shutting down");
      } catch (ExecutionException | TimeoutException _) {
        throw new SessionException(
            EndReason.FAILED, "The previous session of this device does not end");
      }
    }
  }

  /// Starts the prepared session's stream.
  ///
  /// @param mostBits of video payload
  /// @param chosen told how many bits per second it got
  void start(Session session, StartWish wish, long mostBits, LongConsumer chosen)
      throws SessionException {
    StreamParameters stream =
        wish.stream(session.plan(), session.request(), path.traits().invalidation(), mostBits);
    chosen.accept(stream.bitsPerSecond());
    boolean viewOnly = !session.request().client().rights().contains(Right.INPUT);
    session.start(stream, links.of(announcement(session, viewOnly, stream)));
  }

  /// Joins a running session.
  ///
  /// @param codecs what page and path can both take
  void watch(String id, List<Codec> codecs, LongConsumer chosen) throws SessionException {
    if (!admission.watches().map(id::equals).orElse(true)) {
      throw new SessionException(EndReason.REVOKED, "This link is for another session");
    }
    Client client = client();
    Session session =
        orchestrator().sessions().stream()
            .filter(running -> running.id().equals(id))
            .findFirst()
            .orElseThrow(
                () -> new SessionException(EndReason.NOT_STARTED, "This session has ended"));
    StreamParameters stream =
        session.stream()
            .orElseThrow(
                () -> new SessionException(EndReason.NOT_STARTED, "This session has not begun"));
    Codec codec = stream.format().codec();
    if (!codecs.contains(codec)) {
      throw new SessionException(
          EndReason.NO_BACKEND, "This session is in " + codec + ", which this browser cannot play");
    }
    chosen.accept(stream.bitsPerSecond());
    PageLink link = links.of(announcement(session, true, stream));
    if (!plays(stream.audio())) {
      link.withoutSound();
    }
    session.attach(client, link);
  }

  /// Browsers decode one Opus stream a packet, and owners with other clients may hear more
  /// channels.
  private static boolean plays(AudioParameters audio) {
    return audio.channels() <= 2;
  }

  private PageLink.Announcement announcement(
      Session session, boolean viewOnly, StreamParameters stream) {
    return (format, codecString, frame) ->
        HostMessages.started(
            session.id(),
            session.request().app(),
            viewOnly,
            plays(stream.audio()) ? stream.audio() : SILENT,
            stream.bitsPerSecond(),
            format,
            codecString,
            frame,
            path.started(format));
  }
}
