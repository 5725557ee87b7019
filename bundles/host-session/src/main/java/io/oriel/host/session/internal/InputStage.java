package io.oriel.host.session.internal;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Injector;
import java.util.Set;

/// An open injector, the kinds of device it has here, and what it sends back.
///
/// @param feedback what its controllers send back
record InputStage(OpenStage<Injector> stage, Set<DeviceKind> kinds, StageFeedback feedback) {
  /// @return `false`: it is leaving, do not touch it
  boolean enter() {
    return stage.gate().enter();
  }

  void exit() {
    stage.gate().exit();
  }

  /// Between a successful [#enter()] and [#exit()] only.
  Injector injector() {
    return stage.instance();
  }

  Provider<?> provider() {
    return stage.provider();
  }
}
