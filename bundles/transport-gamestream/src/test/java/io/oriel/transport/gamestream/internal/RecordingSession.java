package io.oriel.transport.gamestream.internal;

import io.oriel.api.audio.SoundRequest;
import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.Injector;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Figures;
import io.oriel.api.session.InputSink;
import io.oriel.api.session.LinkReport;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionPlan;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.Stage;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Client;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/// A session without stages: it remembers what its link tells, and hands the link out.
final class RecordingSession implements Session, InputSink, Injector {
  final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  final CompletableFuture<ClientLink> link = new CompletableFuture<>();
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();
  private final String id;
  private final SessionRequest request;
  private volatile StreamParameters stream;

  RecordingSession(String id, Client client) {
    this.id = id;
    this.request =
        new SessionRequest(
            client,
            "Desktop",
            DisplayRequest.of("test", 1280, 720, 60_000),
            List.of(Codec.H264),
            Set.of(),
            SoundRequest.NONE,
            Map.of());
  }

  @Override
  public void start(StreamParameters wanted, ClientLink to) {
    stream = wanted;
    to.input(this);
    to.format(wanted.format());
    link.complete(to);
  }

  @Override
  public void end(EndReason reason) {
    Thread.ofVirtual()
        .start(
            () -> {
              ClientLink to = link.getNow(null);
              if (to != null && !ended.isDone()) {
                to.end(reason, "");
                to.close();
              }
              ended.complete(reason);
            });
  }

  @Override
  public Injector injector() {
    return this;
  }

  @Override
  public void key(int evdevCode, boolean down) {
    told.add("key " + evdevCode + " " + down);
  }

  @Override
  public void moveTo(double x01, double y01) {
    told.add("to " + x01 + " " + y01);
  }

  @Override
  public void moveBy(double dx, double dy) {
    told.add("by " + dx + " " + dy);
  }

  @Override
  public void scroll(int dx120, int dy120) {
    told.add("scroll " + dx120 + " " + dy120);
  }

  @Override
  public void text(CharSequence text) {
    told.add("text " + text);
  }

  @Override
  public void close() {}

  @Override
  public void keyFrameWanted() {
    told.add("key frame");
  }

  @Override
  public void lost(long first, long last) {
    told.add("lost " + first + " " + last);
  }

  @Override
  public void received(long sequence) {
    told.add("received " + sequence);
  }

  @Override
  public void rateWanted(long bitsPerSecond) {}

  @Override
  public void report(LinkReport report) {}

  @Override
  public void modeWanted(DisplayRequest wanted) {}

  @Override
  public void gone(boolean onPurpose) {
    told.add("gone " + onPurpose);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public State state() {
    return ended.isDone() ? State.ENDED : State.PREPARED;
  }

  @Override
  public SessionRequest request() {
    return request;
  }

  @Override
  public SessionPlan plan() {
    return new SessionPlan(
        Map.of(),
        List.of(
            new StreamFormat(
                Codec.H264, 1280, 720, 60_000, 8, Chroma.YUV420, ColorSpec.BT709_LIMITED)),
        List.of());
  }

  @Override
  public Map<Stage, String> chain() {
    return Map.of();
  }

  @Override
  public DisplayRequest display() {
    return request.display();
  }

  @Override
  public void restartDistributions() {}

  @Override
  public Optional<StreamParameters> stream() {
    return Optional.ofNullable(stream);
  }

  @Override
  public List<String> remarks() {
    return List.of();
  }

  @Override
  public Instant since() {
    return Instant.EPOCH;
  }

  @Override
  public Figures figures() {
    return Figures.EMPTY;
  }

  @Override
  public void attach(Client client, ClientLink link) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean mayWatch(Client client) {
    return true;
  }

  @Override
  public List<Client> watchers() {
    return List.of();
  }

  @Override
  public Optional<ClipboardContent> copied() {
    return Optional.empty();
  }

  @Override
  public boolean copy(ClipboardContent content) {
    return false;
  }

  @Override
  public CompletionStage<DisplayRequest> reconfigure(DisplayRequest wanted) {
    return CompletableFuture.completedFuture(wanted);
  }

  @Override
  public CompletionStage<EndReason> ended() {
    return ended;
  }
}
