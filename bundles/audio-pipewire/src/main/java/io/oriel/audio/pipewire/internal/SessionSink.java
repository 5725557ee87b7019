package io.oriel.audio.pipewire.internal;

import io.oriel.api.audio.AudioProvider;
import io.oriel.api.audio.AudioSink;
import io.oriel.api.audio.AudioStream;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.lib.pipewire.server.PipeWireLease;
import io.oriel.media.pipewire.LocalModule;
import io.oriel.media.pipewire.PipeWireException;
import io.oriel.media.pipewire.RemoteNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One sink in PipeWire. Control threads; changes exclude each other.
final class SessionSink implements AudioSink {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final PipeWireLease server;
  private final DefaultSinks defaults;
  private final Settings settings;
  private final StageHealth health;
  private final Consumer<SessionSink> closed;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final AtomicBoolean told = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private final SinkNodes nodes;
  private volatile Layout layout; // written under lock
  private boolean alsoOnHost; // guarded by lock, as all below
  private boolean gathering;
  private Optional<String> speakers = Optional.empty();
  private RemoteNode sink;
  private LocalModule onHost;
  private SinkCapture capture;

  private SessionSink(
      AudioProvider.Request request,
      PipeWireLease server,
      DefaultSinks defaults,
      Settings settings,
      StageHealth health,
      Consumer<SessionSink> closed)
      throws PipeWireException {
    this.name = request.name();
    this.server = server;
    this.defaults = defaults;
    this.settings = settings;
    this.health = health;
    this.closed = closed;
    nodes = new SinkNodes(server.socket(), name, this::lost);
  }

  /// Makes a sink.
  ///
  /// @param server *takes ownership*, also when this fails
  /// @param closed told once, when the sink is gone
  static SessionSink open(
      AudioProvider.Request request,
      PipeWireLease server,
      DefaultSinks defaults,
      Settings settings,
      StageHealth health,
      Consumer<SessionSink> closed)
      throws BackendException {
    SessionSink opened = null;
    boolean built = false;
    try {
      Layout layout = layout(request.channels());
      opened = new SessionSink(request, server, defaults, settings, health, closed);
      opened.build(layout, request.alsoOnHost());
      built = true;
      return opened;
    } catch (PipeWireException e) {
      throw new BackendException(
          BackendException.Kind.FAILED, "cannot make the sink: " + e.getMessage(), e);
    } finally {
      if (opened == null) {
        server.close();
      } else if (!built) {
        opened.close();
      }
    }
  }

  @Override
  public Map<String, String> environment() {
    var variables = new TreeMap<String, String>();
    variables.putAll(server.environment());
    variables.put("PULSE_SINK", name);
    variables.put("PIPEWIRE_NODE", name); // also what ALSA's pipewire plugin reads
    return Map.copyOf(variables);
  }

  @Override
  public int channels() {
    return layout.channels();
  }

  /// The new sink is there before the old one goes, under the same name, and programs are moved
  /// from one to the other, never elsewhere.
  @Override
  public void reconfigure(int channels, boolean onHostToo) throws BackendException {
    Layout wanted = layout(channels);
    lock.lock();
    try {
      if (closing.get()) {
        throw new PipeWireException("the sink " + name + " is closed");
      }
      if (wanted.equals(layout) && onHostToo == alsoOnHost) {
        return;
      }
      endCapture();
      build(wanted, onHostToo);
    } catch (PipeWireException e) {
      throw failed("cannot change the sink: ", e);
    } finally {
      lock.unlock();
    }
  }

  /// In a PipeWire of the host's own no others play.
  @Override
  public void gather(boolean all) throws BackendException {
    lock.lock();
    try {
      if (closing.get() || server.own() || all == gathering) {
        return;
      }
      endPlayback(); // or it would play into its own sink
      try {
        if (all) {
          speakers = nodes.takeDefault(defaults);
        } else {
          nodes.giveDefaultBack(defaults);
          speakers = Optional.empty();
        }
        gathering = all;
      } finally {
        if (alsoOnHost) {
          beginPlayback();
        }
      }
    } catch (PipeWireException e) {
      throw failed("cannot hear the programs of the desktop: ", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public AudioStream capture(int framesPerPacket) throws BackendException {
    lock.lock();
    try {
      if (capture != null) {
        throw new BackendException(
            BackendException.Kind.BUSY, "the sink " + name + " is being captured already");
      }
      boolean force = settings.force_quantum() && onHost == null;
      capture =
          new SinkCapture(
              nodes.capture(sink, layout, framesPerPacket, force, PATIENCE), this::captureClosed);
      return capture;
    } catch (PipeWireException e) {
      throw failed("cannot capture the sink: ", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    lock.lock();
    try {
      endCapture();
      if (gathering) {
        nodes.giveDefaultBack(defaults);
      }
      nodes.remove(sink, PATIENCE);
    } finally {
      lock.unlock();
    }
    nodes.close();
    server.close();
    closed.accept(this);
  }

  /// Under lock, or before anybody else knows this object.
  private void build(Layout wanted, boolean onHostToo) throws PipeWireException {
    RemoteNode before = sink;
    endPlayback();
    alsoOnHost = false; // until it is: what fails half-way is asked for again
    if (!wanted.equals(layout)) {
      sink = nodes.sink(wanted, PATIENCE);
      layout = wanted;
      if (before != null) {
        nodes.move(before, sink, PATIENCE);
        before.close();
      }
    }
    if (onHostToo && server.own()) {
      health.degraded(
          "the host's speakers stay silent: the host's own PipeWire knows no hardware, and no other"
              + " one runs");
    } else if (onHostToo) {
      beginPlayback();
    }
    alsoOnHost = onHostToo;
  }

  private void beginPlayback() throws PipeWireException {
    if (gathering && speakers.isEmpty()) {
      // The default sink is this one: it would play into itself, louder each time.
      health.degraded("the host's speakers stay silent: it has none");
    } else {
      onHost = nodes.hostPlayback(sink, layout, speakers, PATIENCE);
    }
  }

  private void endPlayback() {
    if (onHost != null) {
      onHost.close();
      onHost = null;
    }
  }

  private void endCapture() {
    if (capture != null) {
      SinkCapture open = capture;
      capture = null;
      open.close();
    }
  }

  private void captureClosed(SinkCapture which) {
    lock.lock();
    try {
      if (capture == which) {
        capture = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /// On the connection's thread: only tells.
  private void lost(String why) {
    if (!closing.get() && told.compareAndSet(false, true)) {
      health.lost(new BackendException(BackendException.Kind.DEVICE_LOST, why));
    }
  }

  private BackendException failed(String what, PipeWireException e) {
    return new BackendException(
        told.get() ? BackendException.Kind.DEVICE_LOST : BackendException.Kind.FAILED,
        what + e.getMessage(),
        e);
  }

  private static Layout layout(int channels) throws BackendException {
    return Layout.of(channels)
        .orElseThrow(
            () ->
                new BackendException(
                    BackendException.Kind.UNSUPPORTED, "no layout of " + channels + " channels"));
  }
}
