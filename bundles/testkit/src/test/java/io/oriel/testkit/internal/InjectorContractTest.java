package io.oriel.testkit.internal;

import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider;
import io.oriel.tck.InjectorContract;
import io.oriel.tck.Seen;
import java.util.Set;

class InjectorContractTest extends InjectorContract {
  private final TestInjectors injectors = new TestInjectors();

  @Override
  protected InjectorProvider provider() {
    return injectors;
  }

  @Override
  protected InjectorProvider.Placement place() {
    return new InjectorProvider.Placement("d1", new InputTarget.Own(), new Region(0, 0, 640, 480));
  }

  @Override
  protected Set<DeviceKind> devices() {
    return Set.of(DeviceKind.values());
  }

  @Override
  protected boolean saw(Seen event) {
    return switch (event) {
      case Seen.Key(int code, boolean down) -> line("key " + code + way(down));
      case Seen.Text(String text) -> line("text " + text);
      case Seen.Button(int code, boolean down) -> line("button " + code + way(down));
      case Seen.PointerAt(double x, double y) -> line("moveTo " + x + " " + y);
      case Seen.PointerBy(double dx, double dy) -> line("moveBy " + dx + " " + dy);
      case Seen.Wheel(int dx, int dy) -> line("scroll 0 " + dy) && line("scroll " + dx + " 0");
      case Seen.Touch(boolean down, double x, double y) ->
          line("touch " + (down ? "DOWN" : "UP") + " 1 " + x + " " + y);
      case Seen.Pen(double x, double y) -> line("pen DOWN PEN " + x + " " + y);
    };
  }

  private static String way(boolean down) {
    return down ? " down" : " up";
  }

  private boolean line(String start) {
    return injectors.events().stream().anyMatch(line -> line.startsWith(start));
  }
}
