package io.oriel.input.libei.internal;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/// Every test starts a real Kwin with a libei server and a real Wayland window.
@Tag("matrix")
public class KwinDesktopTest extends DesktopContract {
  @Override
  EisDesktop start(Path folder) throws Exception {
    return EisDesktop.kwin(folder);
  }

  @Override
  double axisPerClick() {
    return 15;
  }
}
