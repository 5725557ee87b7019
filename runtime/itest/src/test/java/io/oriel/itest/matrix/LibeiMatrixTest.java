package io.oriel.itest.matrix;

import io.oriel.input.libei.internal.KwinDesktopTest;
import io.oriel.input.libei.internal.LibeisTest;
import io.oriel.input.libei.internal.MutterDesktopTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/// Input through libei in the desktops of a root that the matrix enters.
@Tag("matrix")
class LibeiMatrixTest {
  @Nested
  class Libeis extends LibeisTest {}

  @Nested
  class Mutter extends MutterDesktopTest {}

  @Nested
  class Kwin extends KwinDesktopTest {}
}
