package io.oriel.host.session.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.clipboard.Clipboard;
import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.clipboard.ClipboardProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// Clipboards in memory.
final class FakeClipboards implements ClipboardProvider {
  final List<Opened> opened = new CopyOnWriteArrayList<>();
  volatile Assessment answer = new Assessment.Fit(50, Duration.ZERO, List.of());
  volatile CountDownLatch mayOpen = new CountDownLatch(0);
  volatile boolean breaks;

  final class Opened implements Clipboard {
    final Request request;
    final Listener listener;
    final StageHealth health;
    final List<ClipboardContent> offered = new CopyOnWriteArrayList<>();
    volatile boolean closed;

    Opened(Request request, Listener listener, StageHealth health) {
      this.request = request;
      this.listener = listener;
      this.health = health;
    }

    @Override
    public void offer(ClipboardContent content) {
      if (breaks) {
        throw new IllegalStateException("broken on purpose");
      }
      offered.add(content);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    return answer;
  }

  @Override
  public Clipboard open(Request request, Listener listener, StageHealth health)
      throws BackendException {
    try {
      mayOpen.await();
    } catch (InterruptedException _) {
      throw new BackendException(BackendException.Kind.DEVICE_LOST, "interrupted");
    }
    var clipboard = new Opened(request, listener, health);
    opened.add(clipboard);
    return clipboard;
  }
}
