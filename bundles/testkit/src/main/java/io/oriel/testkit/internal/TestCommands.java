package io.oriel.testkit.internal;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.MotionType;
import io.oriel.testkit.InputRecord;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Shell commands for tests of a host in another process: `testkit:events`, `testkit:forget`,
/// `testkit:feedback SLOT`.
@Component(
    service = TestCommands.class,
    property = {
      "osgi.command.scope=testkit",
      "osgi.command.function=events",
      "osgi.command.function=forget",
      "osgi.command.function=feedback"
    })
public final class TestCommands {
  private final InputRecord input;

  @Activate
  public TestCommands(@Reference InputRecord input) {
    this.input = input;
  }

  /// What the injectors were told, one line each.
  public String events() {
    return String.join("\n", input.events());
  }

  /// Forgets that.
  public void forget() {
    input.clear();
  }

  /// Sends a controller everything that one can be told.
  public void feedback(int slot) {
    Feedback to = input.feedback(DeviceKind.GAMEPAD);
    to.rumble(slot, 0x1234, 0xabcd, 0);
    to.triggerRumble(slot, 0x100, 0x200);
    to.lightbar(slot, 0xff8007);
    to.motionWanted(slot, 100, MotionType.ACCELEROMETER);
    to.motionWanted(slot, 250, MotionType.GYROSCOPE);
    to.triggerEffect(slot, 0, new byte[] {0x21, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    to.triggerEffect(slot, 1, new byte[] {0x25, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19});
  }
}
