package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.Region;

/// Where a display takes input through `org_kde_kwin_fake_input`. Any control thread.
interface InputPlace {
  /// A connection on which its KWin offers that, the caller's to close.
  KwinDoor.Entry connect(long deadlineNanos) throws BackendException;

  /// Where the display lies in KWin's desktop now. Any thread.
  Region region();
}
