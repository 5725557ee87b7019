package io.oriel.host.session.internal;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Injector;
import java.util.Set;

/// An open injector, the kinds of device it has here, and what it sends back. Any thread.
///
/// One that has controllers may outlive its session with them, and then belongs to nobody for a
/// while.
final class InputStage {
  private final Set<DeviceKind> kinds;
  private final StageFeedback feedback = new StageFeedback();
  private volatile OpenStage<Injector> stage;
  private volatile Injectors owner;
  private volatile boolean lost;

  InputStage(Set<DeviceKind> kinds) {
    this.kinds = Set.copyOf(kinds);
  }

  /// It is open. Once, before anybody else has it.
  void is(OpenStage<Injector> opened) {
    stage = opened;
  }

  Set<DeviceKind> kinds() {
    return kinds;
  }

  /// What its controllers send back.
  StageFeedback feedback() {
    return feedback;
  }

  /// `null`: it does not open.
  OpenStage<Injector> stage() {
    return stage;
  }

  Provider<?> provider() {
    return stage.provider();
  }

  /// Whose injector it is from now on; `null`: nobody's.
  void ownedBy(Injectors session) {
    owner = session;
  }

  /// What its backend has to say, for the session that has it.
  void remark(String text) {
    var told = owner;
    if (told != null) {
      told.remark(text);
    }
  }

  /// Its backend gave it up.
  void lost(String why) {
    lost = true;
    var told = owner;
    if (told != null) {
      told.lost(this, why);
    }
  }

  boolean isLost() {
    return lost;
  }

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
}
