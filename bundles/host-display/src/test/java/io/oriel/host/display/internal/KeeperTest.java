package io.oriel.host.display.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayKeeper.Owner;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.display.TargetKind;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeeperTest {
  private static final Owner OWNER = new Owner("client", "Desktop");
  private static final DisplayRequest HD = DisplayRequest.of("a", 1280, 720, 60_000);
  private static final DisplayRequest FULL_HD = DisplayRequest.of("a", 1920, 1080, 60_000);
  private final Provider provider = new Provider();
  private final Health health = new Health();
  private Keeper keeper = new Keeper(keepAlive(300));

  @AfterEach
  void close() {
    keeper.close();
  }

  private static Keeper.Config keepAlive(int seconds) {
    return keepAlive(seconds, 0);
  }

  private static Keeper.Config keepAlive(int seconds, int attachedSeconds) {
    return new Keeper.Config() {
      @Override
      public int keep_alive_seconds() {
        return seconds;
      }

      @Override
      public int attached_keep_alive_seconds() {
        return attachedSeconds;
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return Keeper.Config.class;
      }
    };
  }

  @Test
  void a_display_that_came_back_waits_for_its_owner_and_takes_the_new_size() throws Exception {
    keeper.open(OWNER, "fake", provider, HD, Map.of(), health).close();
    assertThat(keeper.displays()).singleElement().matches(kept -> !kept.lent());
    assertThat(keeper.displays().getFirst().keptUntil()).isPresent();

    var again = keeper.reclaim(OWNER, FULL_HD, health).orElseThrow();

    assertThat(again.reused()).isTrue();
    assertThat(again.display().actual().widthPx()).isEqualTo(1920);
    assertThat(provider.open).hasSize(1);
  }

  @Test
  void nobody_else_gets_it_and_nobody_gets_it_twice() throws Exception {
    keeper.open(OWNER, "fake", provider, HD, Map.of(), health).close();

    assertThat(keeper.reclaim(new Owner("other", "Desktop"), HD, health)).isEmpty();
    assertThat(keeper.reclaim(OWNER, HD, health)).isPresent();
    assertThat(keeper.reclaim(OWNER, HD, health)).isEmpty();
  }

  @Test
  void without_keep_alive_it_is_closed_at_once() throws Exception {
    keeper.modified(keepAlive(0));

    keeper.open(OWNER, "fake", provider, HD, Map.of(), health).close();

    assertThat(provider.open.getFirst().closed.getCount()).isZero();
    assertThat(keeper.displays()).isEmpty();
  }

  @Test
  void a_monitor_in_a_running_desktop_goes_at_once_unless_it_shall_wait() throws Exception {
    var lease = keeper.open(OWNER, "fake", provider, HD, Map.of(), health);
    provider.open.getFirst().attached = true;
    lease.close();
    assertThat(provider.open.getFirst().closed.getCount()).isZero();
    assertThat(keeper.displays()).isEmpty();

    keeper.modified(keepAlive(0, 300));
    lease = keeper.open(OWNER, "fake", provider, HD, Map.of(), health);
    provider.open.getLast().attached = true;
    lease.close();

    assertThat(keeper.reclaim(OWNER, HD, health)).isPresent();
  }

  @Test
  void what_is_handed_over_waits_also_without_keep_alive() throws Exception {
    keeper.modified(keepAlive(0));

    keeper.open(OWNER, "fake", provider, HD, Map.of(), health).handOver();

    assertThat(keeper.reclaim(OWNER, FULL_HD, health)).isPresent();
    assertThat(provider.open).singleElement().matches(display -> display.closed.getCount() == 1);
  }

  @Test
  void after_the_keep_alive_it_is_closed() throws Exception {
    keeper.modified(keepAlive(1));

    keeper.open(OWNER, "fake", provider, HD, Map.of(), health).close();

    assertThat(provider.open.getFirst().closed.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(keeper.displays()).isEmpty();
  }

  @Test
  void one_that_refuses_the_new_mode_is_closed() throws Exception {
    keeper.open(OWNER, "fake", provider, HD, Map.of(), health).close();
    provider.open.getFirst().refuses = true;

    assertThat(keeper.reclaim(OWNER, FULL_HD, health)).isEmpty();

    assertThat(provider.open.getFirst().closed.getCount()).isZero();
  }

  @Test
  void its_death_is_told_to_whoever_has_it_now() throws Exception {
    keeper.open(OWNER, "fake", provider, HD, Map.of(), health).close();
    var second = new Health();
    keeper.reclaim(OWNER, HD, second);

    provider.open.getFirst().health.lost(new BackendException(BackendException.Kind.FAILED, "x"));

    assertThat(second.lost).containsExactly("x");
    assertThat(health.lost).isEmpty();
  }

  @Test
  void one_that_dies_while_waiting_goes_by_itself() throws Exception {
    keeper.open(OWNER, "fake", provider, HD, Map.of(), health).close();

    provider.open.getFirst().health.lost(new BackendException(BackendException.Kind.FAILED, "x"));

    assertThat(provider.open.getFirst().closed.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_provider_that_leaves_takes_its_displays_along() throws Exception {
    keeper.open(OWNER, "fake", provider, HD, Map.of(), health);
    keeper
        .open(new Owner("other", "Desktop"), "fake", provider, HD, Map.of(), new Health())
        .close();

    keeper.forget(provider);

    assertThat(provider.open).allMatch(display -> display.closed.getCount() == 0);
    assertThat(health.lost).hasSize(1);
    assertThat(keeper.displays()).isEmpty();
  }

  @Test
  void discarding_leaves_lent_displays_alone() throws Exception {
    keeper.open(OWNER, "fake", provider, HD, Map.of(), health);

    keeper.discard("client");

    assertThat(keeper.displays()).hasSize(1);
  }

  @Test
  void what_lives_with_a_display_is_found_again_and_ends_after_it() throws Exception {
    var ended = new ArrayList<String>();
    var lease = keeper.open(OWNER, "fake", provider, HD, Map.of(), health);
    lease.keep(new Companion("sink", ended));
    lease.keep(new Companion("program", ended));
    lease.close();

    var again = keeper.reclaim(OWNER, HD, health).orElseThrow();

    assertThat(again.kept(Companion.class)).map(Companion::name).contains("program");
    assertThat(again.kept(String.class)).isEmpty();
    assertThat(ended).isEmpty();

    again.discard();

    assertThat(provider.open.getFirst().closed.getCount()).isZero();
    assertThat(ended).containsExactly("program", "sink");

    again.keep(new Companion("late", ended));

    assertThat(ended).endsWith("late");
  }

  @Test
  void a_program_ends_before_its_display_and_the_sink_after_it() throws Exception {
    var ended = new ArrayList<String>();
    var lease = keeper.open(OWNER, "fake", provider, HD, Map.of(), health);
    var display = provider.open.getFirst();
    lease.keep(() -> ended.add("sink, display " + display.closed.getCount()));
    lease.keepProgram(() -> ended.add("program, display " + display.closed.getCount()));

    lease.discard();

    assertThat(ended).containsExactly("program, display 1", "sink, display 0");
  }

  private record Companion(String name, List<String> ended) implements AutoCloseable {
    @Override
    public void close() {
      ended.add(name);
      if (name.equals("program")) {
        throw new IllegalStateException("one that does not close must not keep the others");
      }
    }
  }

  private static final class Health implements StageHealth {
    final List<String> lost = new ArrayList<>();

    @Override
    public void degraded(String detail) {}

    @Override
    public void changed(String detail) {}

    @Override
    public void lost(BackendException cause) {
      lost.add(cause.getMessage());
    }
  }

  private static final class Provider implements VirtualDisplayProvider {
    final List<Display> open = new ArrayList<>();

    @Override
    public Assessment assess(DisplayRequest request, HostFacts facts) {
      throw new AssertionError("nobody asks here");
    }

    @Override
    public Set<TargetKind> targets(HostFacts facts) {
      return Set.of();
    }

    @Override
    public Set<InputKind> inputs(HostFacts facts) {
      return Set.of();
    }

    @Override
    public VirtualDisplay open(
        DisplayRequest request, Map<String, String> environment, StageHealth health) {
      var display = new Display(request, health);
      open.add(display);
      return display;
    }
  }

  private static final class Display implements VirtualDisplay {
    final CountDownLatch closed = new CountDownLatch(1);
    final StageHealth health;
    volatile DisplayRequest mode;
    volatile boolean refuses;
    volatile boolean attached;

    Display(DisplayRequest mode, StageHealth health) {
      this.mode = mode;
      this.health = health;
    }

    @Override
    public String id() {
      return "display";
    }

    @Override
    public DisplayRequest actual() {
      return mode;
    }

    @Override
    public CaptureTarget captureTarget() {
      return new CaptureTarget.Private("fake", "display");
    }

    @Override
    public List<InputTarget> inputTargets() {
      return List.of(new InputTarget.None());
    }

    @Override
    public boolean attached() {
      return attached;
    }

    @Override
    public Region region() {
      return new Region(0, 0, mode.widthPx(), mode.heightPx());
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public void reconfigure(DisplayRequest wanted) throws BackendException {
      if (refuses) {
        throw new BackendException(BackendException.Kind.UNSUPPORTED, "no such mode");
      }
      mode = wanted;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
