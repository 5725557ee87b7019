package io.oriel.input.libei.internal;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every test starts a real Mutter with a libei server and a real Wayland window.
@Tag("matrix")
public class MutterDesktopTest extends DesktopContract {
  @Override
  EisDesktop start(Path folder) throws Exception {
    return EisDesktop.mutter(folder);
  }

  @Override
  double axisPerClick() {
    return 10;
  }

  /// Without a shell Mutter has the layout of the USA, and there is no way to give it another.
  @Test
  @Override
  public void text_is_typed_whatever_the_layout_is() throws Exception {
    var injector = open();
    injector.text("h\u00e9@X{");
    window().until(() -> typed().endsWith("h@X{"));
    injector.key(30, true);
    injector.key(30, false);
    window().until(() -> typed().endsWith("h@X{a"));
  }
}
