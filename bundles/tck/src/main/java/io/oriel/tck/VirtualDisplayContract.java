package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.tck.internal.nat.Fds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What [VirtualDisplay] promises. Each test is named after a sentence of its documentation.
@Timeout(120)
public abstract class VirtualDisplayContract {
  /// A program that has a window on the display.
  public interface Program extends AutoCloseable {
    /// Whether it is still connected to its desktop.
    boolean running() throws Exception;

    @Override
    void close();
  }

  /// A capture that keeps a size negotiated.
  public interface Negotiated extends AutoCloseable {
    @Override
    void close();
  }

  private final List<VirtualDisplay> opened = new ArrayList<>();
  private final RecordedHealth health = new RecordedHealth();

  /// The backend under test, ready to open displays. Called for every test.
  protected abstract VirtualDisplayProvider provider() throws Exception;

  /// What the machine offers, as the backend's probes would tell it.
  protected HostFacts facts() {
    return Facts.none();
  }

  /// What is asked for.
  protected DisplayRequest request() {
    return DisplayRequest.of("contract", 1280, 720, 60_000);
  }

  /// The mode that [#request()] is changed to.
  protected DisplayRequest otherMode() {
    return request().withMode(1600, 900, 60_000);
  }

  /// Starts a program with a window; empty: this test has none.
  protected Optional<Program> program(VirtualDisplay display) throws Exception {
    return Optional.empty();
  }

  /// Something that looks at the desktop itself and answers whether the display is there.
  protected Optional<Callable<Boolean>> witness(VirtualDisplay display) throws Exception {
    return Optional.empty();
  }

  /// Kills what carries the display.
  ///
  /// @return whether this test can
  protected boolean kill(VirtualDisplay display) throws Exception {
    return false;
  }

  /// Negotiates the size of a display whose consumer chooses it, as a capture does. The result
  /// keeps the capture until it is closed.
  protected Negotiated negotiate(VirtualDisplay display) throws Exception {
    return () -> {};
  }

  /// A mode the display refuses; empty: it takes all that a [DisplayRequest] can say.
  protected Optional<DisplayRequest> refusedMode() {
    return Optional.empty();
  }

  /// Whether the backend makes more than one display at a time.
  protected boolean several() {
    return true;
  }

  @AfterEach
  void closeAll() {
    opened.forEach(VirtualDisplay::close);
  }

  /// Opens a display that is closed with the test.
  protected final VirtualDisplay open() throws Exception {
    var display = provider().open(request(), Map.of(), health);
    opened.add(display);
    return display;
  }

  @Test
  public void id_names_it_among_all_of_its_providers() throws Exception {
    Assumptions.assumeTrue(several(), "the backend makes one display at a time");
    var provider = provider();
    try (var one = provider.open(request(), Map.of(), health);
        var other = provider.open(otherMode(), Map.of(), health)) {
      assertThat(one.id()).isNotBlank().isNotEqualTo(other.id());
    }
  }

  @Test
  public void actual_is_the_mode_with_the_size_asked_for() throws Exception {
    var display = open();
    try (var _ = negotiate(display)) {
      Wait.until("the size asked for", () -> sized(display, request()));
    }
  }

  @Test
  public void actual_has_a_refresh_rate_not_below_the_one_asked_for() throws Exception {
    var display = open();
    try (var _ = negotiate(display)) {
      Wait.until(
          "a rate of " + request().refreshMilliHz() + " mHz or more",
          () -> display.actual().refreshMilliHz() >= request().refreshMilliHz());
    }
  }

  @Test
  public void capture_target_has_a_fresh_descriptor_with_every_call() throws Exception {
    var display = open();
    var one = display.captureTarget();
    var other = display.captureTarget();
    try {
      assertThat(other.kind()).isEqualTo(one.kind());
      if (Fds.of(one).isPresent()) {
        assertThat(Fds.of(other).getAsInt()).isNotEqualTo(Fds.of(one).getAsInt());
      } else {
        assertThat(other).isEqualTo(one);
      }
    } finally {
      Fds.close(one);
      Fds.close(other);
    }
  }

  @Test
  public void input_targets_are_at_most_one_of_each_kind() throws Exception {
    assertThat(open().inputTargets()).extracting(InputTarget::kind).doesNotHaveDuplicates();
  }

  @Test
  public void region_is_as_large_as_the_display_unscaled() throws Exception {
    var display = open();
    try (var _ = negotiate(display)) {
      Wait.until(
          "a region of " + request().widthPx() + "x" + request().heightPx(),
          () ->
              display.region().width() == request().widthPx()
                  && display.region().height() == request().heightPx());
    }
  }

  @Test
  public void environment_has_what_programs_need() throws Exception {
    var environment = open().environment();

    assertThat(environment.keySet()).allSatisfy(key -> assertThat(key).isNotBlank());
    assertThat(environment.values()).doesNotContainNull();
  }

  @Test
  public void account_is_a_user_where_it_is_another_one() throws Exception {
    assertThat(open().account()).isNotNull();
    assertThat(open().account().orElse("own")).isNotBlank();
  }

  @Test
  public void reconfigure_changes_the_mode() throws Exception {
    var display = open();
    try (var _ = negotiate(display)) {
      Wait.until("the first size", () -> sized(display, request()));
      display.reconfigure(otherMode());
      try (var _ = negotiate(display)) {
        Wait.until("the second size", () -> sized(display, otherMode()));
      }
    }
  }

  @Test
  public void reconfigure_leaves_programs_where_they_are() throws Exception {
    var display = open();
    try (var _ = negotiate(display);
        var program = programOrSkip(display)) {
      display.reconfigure(otherMode());
      try (var _ = negotiate(display)) {
        Wait.until("the second size", () -> sized(display, otherMode()));

        assertThat(program.running()).isTrue();
      }
    }
  }

  @Test
  public void reconfigure_keeps_the_old_mode_on_failure() throws Exception {
    Assumptions.assumeTrue(refusedMode().isPresent(), "the backend refuses no mode");
    var display = open();
    try (var _ = negotiate(display)) {
      Wait.until("the first size", () -> sized(display, request()));

      assertThatThrownBy(() -> display.reconfigure(refusedMode().get()))
          .isInstanceOf(BackendException.class);

      assertThat(sized(display, request())).isTrue();
    }
  }

  @Test
  public void methods_are_safe_to_call_from_several_threads() throws Exception {
    var display = open();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Object>>();
      for (int i = 0; i < 8; i++) {
        calls.add(display::actual);
        calls.add(display::inputTargets);
        calls.add(display::region);
        calls.add(display::environment);
        calls.add(
            () -> {
              Fds.close(display.captureTarget());
              return display.id();
            });
      }
      for (var answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isNotNull();
      }
    }
  }

  @Test
  public void health_is_told_when_the_display_dies() throws Exception {
    var display = open();
    Assumptions.assumeTrue(kill(display), "this test cannot kill what carries the display");

    var cause = health.lost().get(Wait.PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(cause.kind()).isEqualTo(BackendException.Kind.DEVICE_LOST);
    assertThat(cause.getMessage()).isNotBlank();
  }

  @Test
  public void close_takes_the_display_away_and_returns_when_it_is_gone() throws Exception {
    var display = open();
    try (var _ = negotiate(display)) {
      var witness = witness(display);
      Assumptions.assumeTrue(witness.isPresent(), "this test cannot look at the desktop");
      Wait.until("the display in its desktop", witness.get());

      display.close();

      assertThat(witness.get().call()).isFalse();
    }
  }

  @Test
  public void close_ends_its_programs_unless_it_is_attached() throws Exception {
    var display = open();
    try (var program = programOrSkip(display)) {
      boolean attached = display.attached();

      display.close();

      if (attached) {
        assertThat(program.running()).isTrue();
      } else {
        Wait.until("the program's end", () -> !program.running());
      }
    }
  }

  @Test
  public void close_may_be_called_a_second_time() throws Exception {
    var display = open();
    display.close();
    display.close();
  }

  @Test
  public void close_is_no_loss_and_leaves_no_descriptor() throws Exception {
    var provider = provider();
    provider.open(request(), Map.of(), health).close(); // what is loaded once
    int descriptors = Descriptors.open();

    provider.open(request(), Map.of(), health).close();

    Wait.until("no descriptor left", () -> Descriptors.open() <= descriptors);
    assertThat(health.losses()).isEmpty();
  }

  private Program programOrSkip(VirtualDisplay display) throws Exception {
    var program = program(display);
    Assumptions.assumeTrue(program.isPresent(), "this test has no program to start");
    return program.get();
  }

  private static boolean sized(VirtualDisplay display, DisplayRequest wanted) {
    var actual = display.actual();
    return actual.widthPx() == wanted.widthPx() && actual.heightPx() == wanted.heightPx();
  }
}
