package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.InjectorProvider;
import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PadType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What [InjectorProvider] promises. Each test is named after a sentence of its documentation.
public abstract class InjectorProviderContract
    extends BackendContract<InjectorProvider.Request, InjectorProvider> {
  /// Where [#request()] sends input.
  protected abstract InjectorProvider.Placement place() throws Exception;

  /// A place of the right kind at which nothing listens; empty: none can be made.
  protected Optional<InjectorProvider.Placement> deadPlace() throws Exception {
    return Optional.empty();
  }

  @Override
  protected InjectorProvider.Request unfitRequest() {
    try {
      var good = request();
      var other =
          good.target() == InputKind.WAYLAND_SEAT ? InputKind.EIS_SOCKET : InputKind.WAYLAND_SEAT;
      return new InjectorProvider.Request("a-backend-nobody-has", other, good.device(), good.pad());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void assess_answers_for_every_kind_of_device() throws Exception {
    var good = request();
    for (DeviceKind device : DeviceKind.values()) {
      Optional<PadInfo> pad =
          device == DeviceKind.GAMEPAD
              ? Optional.of(new PadInfo(PadType.UNKNOWN, Set.of(), 0, "one"))
              : Optional.empty();
      var asked = new InjectorProvider.Request(good.displayBackend(), good.target(), device, pad);

      Assessment answer = provider().assess(asked, facts());

      if (answer instanceof Assessment.Unfit unfit) {
        assertThat(unfit.detail()).isNotBlank();
      }
    }
  }

  @Test
  public void serves_names_only_what_the_controller_has() throws Exception {
    var has = EnumSet.of(PadCapability.RUMBLE);
    var pad = new PadInfo(PadType.XBOX, has, 0, "one");

    var served = EnumSet.noneOf(PadCapability.class);
    served.addAll(provider().serves(pad, facts()));
    served.retainAll(has); // more is of no interest

    assertThat(served).isSubsetOf(has);
  }

  @Test
  public void open_of_a_place_that_is_gone_fails_and_says_why() throws Exception {
    var dead = deadPlace();
    Assumptions.assumeTrue(dead.isPresent(), "this test has no dead place");

    assertThat(refusal(dead.get()).getMessage()).isNotBlank();
  }

  @Test
  public void open_refuses_a_place_that_is_not_its_kind() throws Exception {
    InputTarget foreign =
        request().target() == InputKind.EIS_SOCKET
            ? new InputTarget.WaylandSeat("/nowhere", "seat0", "X-1")
            : new InputTarget.EisSocket("/nowhere");
    var place = new InjectorProvider.Placement("contract", foreign, new Region(0, 0, 640, 480));

    assertThat(refusal(place).getMessage()).isNotBlank();
  }

  @Test
  public void open_leaves_nothing_behind_when_it_throws() throws Exception {
    Assumptions.assumeTrue(deadPlace().isPresent(), "this test has no dead place");
    refusal(deadPlace().orElseThrow()); // what is loaded once
    int descriptors = Descriptors.open();

    for (int i = 0; i < 3; i++) {
      refusal(deadPlace().orElseThrow());
    }

    Wait.until("no descriptor left", () -> Descriptors.open() <= descriptors);
  }

  private BackendException refusal(InjectorProvider.Placement place) throws Exception {
    try {
      provider()
          .open(place, Set.of(request().device()), Feedback.NONE, new RecordedHealth())
          .close();
    } catch (BackendException e) {
      return e;
    }
    throw new AssertionError("opened " + place);
  }
}
