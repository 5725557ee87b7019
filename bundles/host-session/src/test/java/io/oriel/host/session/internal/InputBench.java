package io.oriel.host.session.internal;

import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.Stage;
import io.oriel.api.trust.Client;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/// Sessions that have nothing but input, on one display; their control thread is the test's, which
/// runs what was posted in [#settle].
final class InputBench implements AutoCloseable {
  static final int WAIT_MILLIS = 150;
  static final int MOST_PADS = 4;

  final Backends backends = new Backends();
  private final Feedback client;
  private final Queue<Runnable> posted = new ArrayDeque<>();
  private final List<AutoCloseable> companions = new ArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private Cooldowns cooldowns = new Cooldowns();
  private SessionState state;
  private SessionInput input;
  private final Consumer<Provider<?>> onArrival = provider -> arrived(provider);
  private final Consumer<Provider<?>> onLeaving = provider -> left(provider);

  InputBench(Feedback client) {
    this.client = client;
    backends.listen(onArrival, onLeaving);
  }

  private void post(Runnable step) {
    synchronized (posted) {
      posted.add(step);
      posted.notifyAll();
    }
  }

  private void arrived(Provider<?> provider) {
    var its = input;
    if (its != null) {
      post(() -> its.arrived(provider));
    }
  }

  private void left(Provider<?> provider) {
    cooldowns.forget(provider);
    if (input != null) {
      input.drain(provider, System.nanoTime() + OpenStage.DRAIN_NANOS);
    }
  }

  SessionInput session(Map<String, String> hints) {
    cooldowns = new Cooldowns();
    var base = Fakes.request();
    var request =
        new SessionRequest(
            base.client(),
            base.app(),
            base.display(),
            List.of(),
            EnumSet.allOf(DeviceKind.class),
            base.sound(),
            hints);
    var context = context();
    state = new SessionState("test", request, context);
    input = new SessionInput(state, this::post);
    input.prepared(loan());
    input.link(client);
    settle();
    return input;
  }

  private SessionContext context() {
    return new SessionContext(
        backends,
        null,
        new UnknownBox(),
        InputBench::settings,
        cooldowns,
        new Openings(),
        timer,
        null,
        Client::rights);
  }

  private static SessionSettings settings() {
    return (SessionSettings)
        Proxy.newProxyInstance(
            InputBench.class.getClassLoader(),
            new Class<?>[] {SessionSettings.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "max_pads" -> MOST_PADS;
                  case "recovery_wait_ms" -> (long) WAIT_MILLIS;
                  default -> method.getDefaultValue();
                });
  }

  /// Runs what was posted.
  void settle() {
    for (Runnable step = next(); step != null; step = next()) {
      step.run();
    }
  }

  private Runnable next() {
    synchronized (posted) {
      return posted.poll();
    }
  }

  /// How many steps were posted and not run yet.
  int steps() {
    synchronized (posted) {
      return posted.size();
    }
  }

  /// Waits for what is due after a while, and runs it.
  void timeGoesOn() throws InterruptedException {
    synchronized (posted) {
      while (posted.isEmpty()) {
        posted.wait();
      }
    }
    settle();
  }

  List<String> remarks() {
    return state.remarks().all();
  }

  Map<Stage, String> chain(SessionInput of) {
    var chain = new EnumMap<Stage, String>(Stage.class);
    of.chain(chain);
    return chain;
  }

  void end(SessionInput of, EndReason reason) {
    settle();
    of.close(reason);
    input = null;
    settle();
  }

  void displayCloses() {
    for (var companion : companions) {
      try {
        companion.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    companions.clear();
  }

  @Override
  public void close() {
    if (input != null) {
      end(input, EndReason.CLIENT_GONE);
    }
    displayCloses();
  }

  /// A display on loan as far as input needs it.
  private DisplayKeeper.Lease loan() {
    return (DisplayKeeper.Lease)
        Proxy.newProxyInstance(
            InputBench.class.getClassLoader(),
            new Class<?>[] {DisplayKeeper.Lease.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "display" -> new Screen();
                  case "backendId" -> "screen";
                  case "keep" -> companions.add((AutoCloseable) arguments[0]);
                  case "kept" ->
                      companions.stream().filter(((Class<?>) arguments[0])::isInstance).findFirst();
                  default -> throw new AssertionError(method.getName());
                });
  }

  private static final class Screen implements VirtualDisplay {
    @Override
    public String id() {
      return "d1";
    }

    @Override
    public DisplayRequest actual() {
      return DisplayRequest.of("test", 640, 480, 60_000);
    }

    @Override
    public CaptureTarget captureTarget() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<InputTarget> inputTargets() {
      return List.of(new InputTarget.Own());
    }

    @Override
    public Region region() {
      return new Region(0, 0, 640, 480);
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public void reconfigure(DisplayRequest wanted) {}

    @Override
    public void close() {}
  }
}
