package io.oriel.testkit.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.InputKind;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider;
import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import io.oriel.testkit.InputRecord;
import io.oriel.testkit.RecordingInjector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/// Injectors that write down what they are told.
@Component(service = {InjectorProvider.class, InputRecord.class})
@BackendId(TestDisplays.ID)
public final class TestInjectors implements InjectorProvider, InputRecord {
  private static final int LINES = 10_000;

  private final Deque<String> lines = new ArrayDeque<>(); // its own lock
  private final Map<DeviceKind, Feedback> feedbacks = new ConcurrentHashMap<>();

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    if (request.target() != InputKind.OWN || !request.displayBackend().equals(TestDisplays.ID)) {
      return new Assessment.Unfit(
          Assessment.Reason.UNSUPPORTED_REQUEST, "the test kit serves its own displays only");
    }
    return new Assessment.Fit(TestDisplays.LOWEST_QUALITY, Duration.ZERO, List.of());
  }

  @Override
  public Injector open(
      Placement place, Set<DeviceKind> devices, Feedback feedback, StageHealth health)
      throws BackendException {
    if (place.target().kind() != InputKind.OWN) {
      throw new BackendException(
          BackendException.Kind.UNSUPPORTED,
          "the test kit serves its own displays only, not " + place.target());
    }
    write("open " + new TreeSet<>(devices));
    devices.forEach(kind -> feedbacks.put(kind, feedback));
    return new RecordingInjector(this::write);
  }

  @Override
  public Set<PadCapability> serves(PadInfo pad, HostFacts facts) {
    return pad.capabilities();
  }

  private void write(String line) {
    synchronized (lines) {
      if (lines.size() == LINES) {
        lines.removeFirst();
      }
      lines.addLast(line);
    }
  }

  @Override
  public Feedback feedback(DeviceKind kind) {
    return feedbacks.getOrDefault(kind, Feedback.NONE);
  }

  @Override
  public List<String> events() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  @Override
  public void clear() {
    synchronized (lines) {
      lines.clear();
    }
  }
}
