package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.TargetKind;
import io.oriel.tck.internal.nat.Fds;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What [CaptureProvider] promises. Each test is named after a sentence of its documentation.
public abstract class CaptureProviderContract
    extends BackendContract<CaptureProvider.Request, CaptureProvider> {
  /// Where [#request()] finds pictures; a descriptor in it is fresh with every call.
  protected abstract CaptureTarget target() throws Exception;

  /// A target of the right kind at which there is nothing; empty: none can be made. A descriptor in
  /// it is fresh with every call.
  protected abstract Optional<CaptureTarget> deadTarget() throws Exception;

  @Override
  protected CaptureProvider.Request unfitRequest() {
    try {
      var good = request();
      var other =
          good.target() == TargetKind.KMS_CONNECTOR
              ? TargetKind.WAYLAND_OUTPUT
              : TargetKind.KMS_CONNECTOR;
      return new CaptureProvider.Request(
          other,
          good.widthPx(),
          good.heightPx(),
          good.maxMilliHz(),
          good.accepted(),
          good.buffers(),
          good.embedCursor());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void produces_names_what_the_encoder_is_offered() throws Exception {
    var produced = provider().produces(request().target(), facts());

    assertThat(produced).isNotEmpty();
    if (!request().accepted().isEmpty()) {
      assertThat(produced).anyMatch(made -> acceptable(made));
    }
  }

  private boolean acceptable(io.oriel.api.media.FormatSupport made) {
    try {
      return request().accepted().stream().anyMatch(made::meets);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void produces_is_empty_for_what_is_not_its_kind() throws Exception {
    assertThat(provider().produces(unfitRequest().target(), facts())).isEmpty();
  }

  @Test
  public void produces_is_pure() throws Exception {
    var provider = provider();
    var kind = request().target();

    assertThat(provider.produces(kind, facts())).isEqualTo(provider.produces(kind, facts()));
  }

  @Test
  public void open_refuses_a_target_that_is_not_its_kind() throws Exception {
    var health = new RecordedHealth();
    var foreign = new CaptureTarget.KmsConnector("/dev/dri/card0", 1);
    Assumptions.assumeTrue(
        request().target() != TargetKind.KMS_CONNECTOR, "connectors are its kind");

    var refusal = refusal(foreign, health);

    assertThat(refusal.kind()).isEqualTo(BackendException.Kind.UNSUPPORTED);
    assertThat(refusal.getMessage()).isNotBlank();
    assertThat(health.losses()).isEmpty();
  }

  @Test
  public void open_of_a_target_that_is_gone_fails_and_says_why() throws Exception {
    var dead = deadTarget();
    Assumptions.assumeTrue(dead.isPresent(), "this test has no dead target");

    assertThat(refusal(dead.get(), new RecordedHealth()).getMessage()).isNotBlank();
  }

  @Test
  public void open_owns_the_descriptor_in_the_target_also_when_it_throws() throws Exception {
    var dead = deadTarget();
    Assumptions.assumeTrue(
        dead.isPresent() && Fds.of(dead.get()).isPresent(), "the target has no descriptor");
    int fd = Fds.of(dead.get()).getAsInt();
    String open = Descriptors.target(fd);

    refusal(dead.get(), new RecordedHealth());

    Wait.until("descriptor " + fd + " closed", () -> !Descriptors.open(fd, open));
  }

  @Test
  public void open_leaves_nothing_behind_when_it_throws() throws Exception {
    var dead = deadTarget();
    Assumptions.assumeTrue(dead.isPresent(), "this test has no dead target");
    refusal(dead.get(), new RecordedHealth()); // what is loaded once
    int descriptors = Descriptors.open();
    int threads = Descriptors.threads();

    for (int i = 0; i < 3; i++) {
      refusal(deadTarget().orElseThrow(), new RecordedHealth());
    }

    Wait.until("no descriptor left", () -> Descriptors.open() <= descriptors);
    Wait.until("no thread left", () -> Descriptors.threads() <= threads + 1); // the JVM's come
  }

  private BackendException refusal(CaptureTarget target, RecordedHealth health) throws Exception {
    try {
      provider().open(request(), target, health).close();
    } catch (BackendException e) {
      return e;
    }
    throw new AssertionError("opened " + target);
  }
}
