package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.clipboard.Clipboard;
import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.clipboard.ClipboardProvider;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session.State;
import io.oriel.api.session.Stage;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Right;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The clipboard of a session's desktop, if its client may read or write it. It is opened beside
/// the session, which does not wait for it; what is copied is never logged.
final class SessionClipboard implements SessionPart, ClipboardProvider.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(SessionClipboard.class);

  private final SessionState session;
  private final Retry retry;
  private final Lack lack;
  private final AtomicBoolean telling = new AtomicBoolean(); // a step that tells the link is posted
  private volatile boolean reads;
  private volatile boolean writes;
  private volatile OpenStage<Clipboard> clipboard;
  private volatile ClipboardContent copied; // null: nothing, or it may not be read
  private DisplayKeeper.Lease lease; // null: the display is not there yet
  private ClientLink link; // null: not started
  private Thread opening; // null: none; control thread
  private volatile boolean closed;

  /// @param control runs a step on the control thread; any thread
  SessionClipboard(SessionState session, Consumer<Runnable> control) {
    this.session = session;
    retry = new Retry(session, control, this::apply);
    lack = new Lack(session.remarks(), "no clipboard");
    allow(session.request().client().rights());
  }

  private void allow(Set<Right> rights) {
    writes = rights.contains(Right.CLIPBOARD_WRITE);
    reads = rights.contains(Right.CLIPBOARD_READ);
    if (!reads) {
      copied = null;
    }
  }

  // --- what the session's client does

  /// What a program copied last. Any thread.
  Optional<ClipboardContent> copied() {
    return reads ? Optional.ofNullable(copied) : Optional.empty();
  }

  /// The client copied something. Any thread.
  ///
  /// @return `false`: ignored
  boolean copy(ClipboardContent content) {
    var stage = clipboard;
    if (!writes || !session.is(State.LIVE) || stage == null || !stage.gate().enter()) {
      return false;
    }
    try {
      stage.instance().offer(content);
      return true;
    } catch (RuntimeException | LinkageError e) {
      lost(stage, stage.provider().key() + ": " + e);
      return false;
    } finally {
      stage.gate().exit();
    }
  }

  // --- what programs do

  @Override
  public boolean listens() {
    return reads && !closed;
  }

  @Override
  public void copied(ClipboardContent content) {
    if (!listens()) {
      return;
    }
    copied = content;
    if (!reads) { // taken away meanwhile
      copied = null;
    }
    if (!telling.getAndSet(true)) { // however fast programs copy, one step waits
      retry.post(this::tell);
    }
  }

  private void tell() {
    telling.set(false);
    var newest = copied;
    if (link != null && newest != null && reads) {
      link.clipboard(newest);
    }
  }

  // --- life

  @Override
  public void prepared(DisplayKeeper.Lease opened) {
    lease = opened;
    apply();
  }

  @Override
  public void started(StreamParameters stream, ClientLink to) {
    link = to;
    retry.post(this::tell); // what was copied before
  }

  @Override
  public void rights(Set<Right> now) {
    allow(now);
    retry.post(this::apply);
  }

  /// Brings what is open to what is allowed.
  private void apply() {
    if (lease == null) {
      return;
    }
    if (!reads && !writes) {
      shut();
    } else if (clipboard == null && opening == null) {
      open();
    }
  }

  private void open() {
    var context = session.context();
    var planner =
        new Planner(
            session.request(),
            context.facts().facts(),
            Choice.of(context.settings().get()),
            context.cooldowns());
    var request = new ClipboardProvider.Request(lease.backendId(), lease.display().environment());
    var providers = planner.clipboards(context.backends(), request);
    if (providers.isEmpty()) {
      lack.because(planner.lacking(Stage.CLIPBOARD));
      if (context.cooldowns().any(context.backends().clipboards())) {
        retry.later();
      }
      return;
    }
    opening =
        Thread.ofVirtual()
            .name("oriel-clip-" + session.id())
            .start(
                () -> {
                  for (var provider : providers) {
                    if (closed || opened(provider, request)) {
                      break;
                    }
                  }
                  retry.post(this::openingEnded);
                });
  }

  /// @return whether the desktop's clipboard is reached by this backend
  private boolean opened(Provider<ClipboardProvider> provider, ClipboardProvider.Request request) {
    var news = new StageNews((stage, cause) -> lost(stage, cause.getMessage()));
    var health = new StageHealthDoor(provider.id(), session.remarks(), news::lost);
    try {
      session
          .context()
          .openings()
          .open(
              provider,
              () -> {
                var stage =
                    new OpenStage<>(
                        provider, provider.service().open(request, this, health), () -> {});
                clipboard = stage;
                news.of(stage);
                return stage;
              });
      if (closed) {
        shut(); // the session ended meanwhile
      }
      return true;
    } catch (BackendException e) {
      clipboard = null;
      if (closed) {
        return false; // its desktop ends with the session: the backend is not to blame
      }
      if (e.kind() != BackendException.Kind.DEVICE_LOST) {
        session.context().cooldowns().failed(provider, "failed a moment ago: " + e.getMessage());
      }
      lack.because(provider.key() + " did not open: " + e.getMessage());
      return false;
    }
  }

  private void openingEnded() {
    opening = null;
    var stage = clipboard;
    if (stage == null || stage.gate().closed()) {
      shut(); // it was lost before it was in use
      retry.later();
      return;
    }
    if (lack.over()) {
      session.remarks().accept("the clipboard is back");
    }
    LOG.info("session {}: clipboard by {}", session.id(), stage.backendId());
    apply(); // the rights may be others by now
  }

  /// A backend's clipboard is gone. Any thread.
  private void lost(OpenStage<?> stage, String why) {
    stage.leaving();
    retry.post(
        () -> {
          if (stage == clipboard) {
            LOG.warn("session {}: no clipboard: {}", session.id(), why);
            lack.because(why);
            shut();
            retry.later();
          }
        });
  }

  @Override
  public void arrived(Provider<?> provider) {
    if (provider.stage() == Stage.CLIPBOARD) {
      apply();
    }
  }

  @Override
  public boolean drain(Provider<?> leaving, long deadlineNanos) {
    var stage = clipboard;
    if (stage == null || stage.provider().service() != leaving.service()) {
      return false;
    }
    stage.drain(deadlineNanos, () -> {});
    clipboard = null;
    lack.because(leaving.key() + " was taken away");
    return true;
  }

  private void shut() {
    var stage = clipboard;
    clipboard = null;
    if (stage != null) {
      stage.drain();
    }
  }

  @Override
  public void chain(Map<Stage, String> chain) {
    var stage = clipboard;
    if (stage != null && !stage.gate().closed()) {
      chain.put(Stage.CLIPBOARD, stage.backendId());
    }
  }

  @Override
  public void close(EndReason reason) {
    closed = true;
    copied = null;
    if (opening != null) {
      opening.interrupt();
    }
    shut();
  }
}
