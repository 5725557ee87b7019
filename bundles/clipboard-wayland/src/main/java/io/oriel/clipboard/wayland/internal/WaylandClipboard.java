package io.oriel.clipboard.wayland.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.clipboard.Clipboard;
import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.clipboard.ClipboardProvider.Listener;
import io.oriel.clipboard.wayland.internal.Forms.Form;
import io.oriel.media.nat.EventFd;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.PipeEnd;
import io.oriel.media.nat.Poller;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The clipboard of one compositor, on a thread of its own that waits for nobody: not for programs
/// that hand over what they copied, nor for those that paste.
final class WaylandClipboard implements Clipboard, DataControl.Events {
  private static final Logger LOG = LoggerFactory.getLogger(WaylandClipboard.class);
  private static final Duration FAREWELL = Duration.ofMillis(500);
  private static final int CONNECTION = 0; // indices of the poller
  private static final int WAKE = 1;
  private static final int TRANSFERS = 2;

  private final String mark = "application/x-oriel-clipboard;id=" + UUID.randomUUID();
  private final AtomicReference<ClipboardContent> wanted = new AtomicReference<>();
  private final WaylandConnection connection;
  private final Listener listener;
  private final StageHealth health;
  private final Consumer<WaylandClipboard> whenClosed;
  private final Transfers transfers;
  private final EventFd wake;
  private final Thread thread;
  private DataControl control; // the clipboard's thread
  private String trouble; // the clipboard's thread: why it ends
  private volatile boolean closing;

  /// *Takes ownership* of the connection, once it has returned.
  WaylandClipboard(
      WaylandConnection connection,
      Duration transferLimit,
      Listener listener,
      StageHealth health,
      Consumer<WaylandClipboard> whenClosed)
      throws IOException {
    this.connection = connection;
    this.listener = listener;
    this.health = health;
    this.whenClosed = whenClosed;
    transfers = new Transfers(transferLimit.toNanos(), this::came);
    wake = new EventFd();
    thread = Thread.ofPlatform().daemon().name("oriel-clipboard").unstarted(this::run);
  }

  /// Begins.
  ///
  /// @param dataControl whose events come here
  void start(DataControl dataControl) {
    control = dataControl;
    thread.start();
  }

  /// Ends what was never started.
  void discard() {
    transfers.close();
    wake.close();
  }

  @Override
  public void offer(ClipboardContent content) {
    wanted.set(content);
    wake.signal();
  }

  @Override
  public void close() {
    closing = true;
    wake.signal();
    if (Thread.currentThread() != thread) {
      try {
        thread.join(FAREWELL.multipliedBy(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    whenClosed.accept(this);
  }

  @Override
  public void selected(DataControl.Offer offer) throws WaylandException {
    transfers.dropRead();
    if (offer == null) {
      return;
    }
    Optional<Form> form =
        offer.mimeTypes().contains(mark) ? Optional.empty() : Forms.best(offer.mimeTypes());
    if (form.isPresent() && !closing && listener.listens()) {
      receive(offer, form.get());
    }
    offer.destroy();
  }

  @Override
  public void finished() {
    trouble = "the compositor took its seat away";
  }

  private void receive(DataControl.Offer offer, Form form) throws WaylandException {
    PipeEnd[] ends;
    try {
      ends = PipeEnd.open();
    } catch (IOException e) {
      LOG.warn("Something copied is not passed on: {}", e.getMessage());
      return;
    }
    transfers.read(form, ends[0]);
    try {
      offer.receive(form.mimeType(), ends[1].fd());
    } finally {
      ends[1].close(); // the request has a duplicate: only the program's end shall stay
    }
  }

  private void came(ClipboardContent content) {
    if (!closing) {
      listener.copied(content);
    }
  }

  private void run() {
    try {
      long end = Long.MAX_VALUE;
      while (trouble == null && (!closing || transfers.writing() && end - System.nanoTime() > 0)) {
        step(closing ? Math.max(0, end - System.nanoTime()) : -1);
        if (closing && end == Long.MAX_VALUE) {
          transfers.dropRead();
          end = System.nanoTime() + FAREWELL.toNanos();
        }
      }
    } catch (IOException | RuntimeException e) {
      trouble = e.getMessage();
    } finally {
      transfers.close();
      connection.close();
      wake.close();
    }
    if (!closing) {
      health.lost(
          new BackendException(Kind.DEVICE_LOST, "the clipboard has lost its desktop: " + trouble));
    }
  }

  /// @param mostNanos how long to wait for something to do; negative: for ever
  private void step(long mostNanos) throws IOException {
    ClipboardContent content = wanted.getAndSet(null);
    if (content != null) {
      control.offer(Forms.of(content.kind(), mark), new Pastes(content.bytes()));
    }
    Poller poller = transfers.poller(connection.fd(), wake.fd());
    if (!connection.flush()) {
      poller.want(CONNECTION, Poller.IN | Poller.OUT);
    }
    long idle = transfers.idleNanos();
    poller.poll(mostNanos >= 0 && (idle < 0 || mostNanos < idle) ? mostNanos : idle);
    if (poller.readable(WAKE)) {
      wake.drain();
    }
    transfers.run(poller, TRANSFERS);
    if (poller.readable(CONNECTION)) {
      connection.dispatch();
    }
  }

  /// Programs paste what came from here.
  private final class Pastes implements DataControl.SourceEvents {
    private final byte[] bytes;

    Pastes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void send(String mimeType, int fd) {
      if (mark.equals(mimeType)) {
        Fd.close(fd);
      } else {
        transfers.write(bytes, fd);
      }
    }

    @Override
    public void cancelled() {} // programs that paste already get the rest
  }
}
