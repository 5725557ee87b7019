package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Backend;
import io.oriel.api.backend.HostFacts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What [Backend] and [Assessment] promise, of every kind of backend. Each test is named after a
/// sentence of their documentation.
///
/// @param <R> what the stage is asked for
/// @param <B> the backend's type
@Timeout(120)
public abstract class BackendContract<R, B extends Backend<R>> {
  private static final int ROUNDS = 200;
  private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /// The backend under test, ready to open stages. Called for every test; close it, if it needs
  /// that, in a method with `@AfterEach` of your own.
  protected abstract B provider() throws Exception;

  /// Something the backend can do on this machine.
  protected abstract R request() throws Exception;

  /// Something the backend never does.
  protected abstract R unfitRequest();

  /// What the machine offers, as the backend's probes would tell it.
  protected HostFacts facts() {
    return Facts.none();
  }

  /// Skips a test whose precondition the subclass does not provide.
  protected static void assume(boolean provided, String what) {
    Assumptions.assumeTrue(provided, what);
  }

  @Test
  public void assess_says_fit_to_what_it_can_do() throws Exception {
    assertThat(provider().assess(request(), facts())).isInstanceOf(Assessment.Fit.class);
  }

  @Test
  public void assess_names_the_thing_and_the_class_of_trouble_when_it_is_unfit() throws Exception {
    Assessment answer = provider().assess(unfitRequest(), facts());

    assertThat(answer).isInstanceOf(Assessment.Unfit.class);
    assertThat(((Assessment.Unfit) answer).detail()).isNotBlank();
  }

  @Test
  public void assess_is_pure() throws Exception {
    B provider = provider();
    int descriptors = Descriptors.open();

    Assessment first = provider.assess(request(), facts());
    Assessment second = provider.assess(request(), facts());

    assertThat(second).isEqualTo(first);
    assertThat(Descriptors.open()).isEqualTo(descriptors);
  }

  @Test
  public void assess_takes_less_than_5_ms() throws Exception {
    B provider = provider();
    R request = request();
    HostFacts facts = facts();
    long quickest = Long.MAX_VALUE; // the others tell of the machine's load
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      provider.assess(request, facts);
      quickest = Math.min(quickest, System.nanoTime() - start);
    }

    assertThat(quickest).isLessThan(QUICK_NANOS);
  }

  @Test
  public void assess_may_be_called_on_any_thread() throws Exception {
    B provider = provider();
    R request = request();
    Assessment here = provider.assess(request, facts());
    var there = new CompletableFuture<Assessment>();
    Thread.ofVirtual().start(() -> there.complete(provider.assess(request, facts())));
    var onPlatform = new CompletableFuture<Assessment>();
    Thread.ofPlatform().start(() -> onPlatform.complete(provider.assess(request, facts())));

    assertThat(there.get(20, TimeUnit.SECONDS)).isEqualTo(here);
    assertThat(onPlatform.get(20, TimeUnit.SECONDS)).isEqualTo(here);
  }

  @Test
  public void assess_takes_a_box_of_which_nothing_is_known() throws Exception {
    assertThat(provider().assess(request(), Facts.none())).isNotNull();
  }
}
