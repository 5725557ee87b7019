package io.oriel.lib.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InputOffer;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.api.media.Codec;
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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A session without stages: it remembers what its link tells, and hands the link out.
final class RecordingSession implements Session, InputSink, Injector {
  final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  final CompletableFuture<ClientLink> link = new CompletableFuture<>();
  final List<Client> watchers = new CopyOnWriteArrayList<>();
  final BlockingQueue<ClientLink> watching = new LinkedBlockingQueue<>();
  volatile List<String> remarks = List.of();
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();
  private final String id;
  private final SessionRequest request;
  private volatile StreamParameters stream;

  RecordingSession(String id, SessionRequest request) {
    this.id = id;
    this.request = request;
  }

  String nextTold() throws InterruptedException {
    String next = told.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("something told").isNotNull();
    return next;
  }

  ClientLink linked() throws Exception {
    return link.get(20, TimeUnit.SECONDS);
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
  public void rateWanted(long bitsPerSecond) {
    told.add("rate " + bitsPerSecond);
  }

  @Override
  public void report(LinkReport report) {}

  @Override
  public void modeWanted(DisplayRequest wanted) {
    told.add(
        "mode %dx%d %d %s"
            .formatted(
                wanted.widthPx(), wanted.heightPx(), wanted.refreshMilliHz(), wanted.scale()));
  }

  @Override
  public void microphone(ByteBuffer packet, int sequence) {
    told.add("microphone " + sequence + " " + packet.remaining());
  }

  @Override
  public void padConnected(int slot, PadInfo pad) {
    told.add("pad " + slot + " " + pad.type() + " " + pad.capabilities().size());
  }

  @Override
  public void gamepad(int slot, GamepadState state) {
    told.add("gamepad " + slot + " " + state.buttons);
  }

  @Override
  public void touch(TouchPoint point) {
    told.add("touch " + point.phase + " " + point.id);
  }

  @Override
  public void pen(PenSample sample) {
    told.add("pen " + sample.phase + " " + sample.tool);
  }

  @Override
  public void button(int evdevCode, boolean down) {
    told.add("button " + evdevCode + " " + down);
  }

  @Override
  public void gone(boolean onPurpose) {
    told.add("gone " + onPurpose);
    end(onPurpose ? EndReason.CLIENT_QUIT : EndReason.CLIENT_GONE);
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
        Map.of(), List.of(Rig.H264), List.of(), InputOffer.NONE, Set.of(Codec.H264));
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
    return remarks;
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
    watchers.add(client);
    link.input(this);
    link.format(Rig.H264);
    watching.add(link);
  }

  @Override
  public List<Client> watchers() {
    return watchers;
  }

  @Override
  public Optional<ClipboardContent> copied() {
    return Optional.empty();
  }

  @Override
  public boolean copy(ClipboardContent content) {
    told.add("copy " + new String(content.bytes(), StandardCharsets.UTF_8));
    return true;
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
