package io.oriel.testkit.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.clipboard.Clipboard;
import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.clipboard.ClipboardProvider;
import io.oriel.testkit.ClipboardRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;

/// One clipboard for all displays of the test kit.
@Component(service = {ClipboardProvider.class, ClipboardRecord.class})
@BackendId(TestDisplays.ID)
public final class TestClipboards implements ClipboardProvider, ClipboardRecord {
  private final List<Open> open = new CopyOnWriteArrayList<>();
  private volatile Optional<ClipboardContent> content = Optional.empty();

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    if (!request.displayBackend().equals(TestDisplays.ID)) {
      return new Assessment.Unfit(
          Assessment.Reason.UNSUPPORTED_REQUEST, "the test kit serves its own displays only");
    }
    return new Assessment.Fit(TestDisplays.LOWEST_QUALITY, Duration.ZERO, List.of());
  }

  @Override
  public Clipboard open(Request request, Listener listener, StageHealth health) {
    var clipboard = new Open(listener);
    open.add(clipboard);
    return clipboard;
  }

  @Override
  public void copy(ClipboardContent copied) {
    content = Optional.of(copied);
    open.forEach(o -> o.tell(copied));
  }

  @Override
  public Optional<ClipboardContent> paste() {
    return content;
  }

  @Override
  public int open() {
    return open.size();
  }

  private final class Open implements Clipboard {
    private final Listener listener;

    Open(Listener listener) {
      this.listener = listener;
    }

    void tell(ClipboardContent copied) {
      if (copied.bytes().length > 0 && listener.listens()) {
        listener.copied(copied);
      }
    }

    @Override
    public void offer(ClipboardContent offered) {
      if (open.contains(this)) {
        content = Optional.of(offered);
        open.stream().filter(o -> o != this).forEach(o -> o.tell(offered));
      }
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }
}
