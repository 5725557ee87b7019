package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.tck.internal.nat.Fds;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What [VirtualDisplayProvider] promises. Each test is named after a sentence of its
/// documentation.
public abstract class VirtualDisplayProviderContract
    extends BackendContract<DisplayRequest, VirtualDisplayProvider> {
  @Override
  protected DisplayRequest request() {
    return DisplayRequest.of("contract", 1280, 720, 60_000);
  }

  /// Whether the environment handed to `open` reaches the programs that a display starts. The
  /// default cannot tell.
  ///
  /// @param name of a variable
  /// @param value that it should have
  protected boolean programsHave(VirtualDisplay display, String name, String value)
      throws Exception {
    assume(false, "this backend starts no programs of its own, or its test does not look at them");
    return false;
  }

  @Test
  public void targets_is_pure() throws Exception {
    var provider = provider();
    assertThat(provider.targets(facts())).isNotEmpty().isEqualTo(provider.targets(facts()));
  }

  @Test
  public void inputs_is_pure() throws Exception {
    var provider = provider();
    assertThat(provider.inputs(facts())).isNotEmpty().isEqualTo(provider.inputs(facts()));
  }

  @Test
  public void pictures_of_a_display_can_be_fetched_in_a_way_that_targets_names() throws Exception {
    var provider = provider();
    try (var display = provider.open(request(), Map.of(), new RecordedHealth())) {
      var target = display.captureTarget();
      Fds.close(target);

      assertThat(provider.targets(facts())).contains(target.kind());
    }
  }

  @Test
  public void a_display_takes_input_in_ways_that_inputs_names() throws Exception {
    var provider = provider();
    try (var display = provider.open(request(), Map.of(), new RecordedHealth())) {
      assertThat(display.inputTargets())
          .extracting(InputTarget::kind)
          .isSubsetOf(provider.inputs(facts()));
    }
  }

  @Test
  public void the_environment_reaches_the_programs_that_a_display_starts() throws Exception {
    var environment = Map.of("ORIEL_CONTRACT", "yes");
    try (var display = provider().open(request(), environment, new RecordedHealth())) {
      Wait.until(
          "ORIEL_CONTRACT in a program's environment",
          () -> programsHave(display, "ORIEL_CONTRACT", "yes"));
    }
  }

  @Test
  public void an_interrupt_ends_open_and_leaves_nothing_behind() throws Exception {
    var provider = provider();
    provider.open(request(), Map.of(), new RecordedHealth()).close(); // what is loaded once
    int descriptors = Descriptors.open();
    var outcome = new CompletableFuture<Object>();
    Thread opener =
        Thread.ofPlatform()
            .start(
                () -> {
                  Thread.currentThread().interrupt();
                  try {
                    outcome.complete(provider.open(request(), Map.of(), new RecordedHealth()));
                  } catch (BackendException | RuntimeException e) {
                    outcome.complete(e);
                  }
                });

    Object result = outcome.get(Wait.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    opener.join();

    // One that waits for nothing may not notice; what it made is the caller's.
    if (result instanceof VirtualDisplay display) {
      display.close();
    } else {
      assertThat(result)
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.FAILED));
    }
    Wait.until("no descriptor left", () -> Descriptors.open() <= descriptors);
  }
}
