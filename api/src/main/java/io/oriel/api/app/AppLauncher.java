package io.oriel.api.app;

import io.oriel.api.display.VirtualDisplay;
import org.osgi.annotation.versioning.ProviderType;

/// Starts applications on displays. Control threads.
@ProviderType
public interface AppLauncher {
  /// Starts an application with the variables and as the user of a display.
  ///
  /// Returns when the program runs, a fraction of a second later: one that ends with an error in
  /// that time is refused with its last words. The caller owns the result and closes it before the
  /// display.
  ///
  /// @param appId of the catalogue
  RunningApp launch(String appId, VirtualDisplay display) throws AppException;
}
