package io.oriel.host.session.internal;

import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives every controller of the client the device that suits it best. Control thread.
final class PadDevices {
  private static final Logger LOG = LoggerFactory.getLogger(PadDevices.class);

  /// Where devices come from.
  interface Source {
    /// The backends that take a controller, best first; empty while one is waited for.
    Optional<List<InputOption>> options(PadInfo pad);

    /// The backend's injector for controllers, opened when it is the first.
    Optional<InputStage> stage(InputOption option);

    /// Whether an injector is still the session's. One that was left while it made a device is
    /// not, and nobody has told the slot.
    boolean has(InputStage stage);

    /// A backend could not make a device.
    void failed(InputStage stage, String why);

    /// What a backend keeps of a controller.
    Set<PadCapability> served(InputOption option, PadInfo pad);
  }

  private final SessionState session;
  private final PadSlots pads;
  private final Source source;

  PadDevices(SessionState session, PadSlots pads, Source source) {
    this.session = session;
    this.pads = pads;
    this.source = source;
  }

  /// Makes and removes devices until every slot has what the client has there.
  void reconcile() {
    for (int i = 0; i < PadSlots.MOST; i++) {
      reconcile(i);
    }
  }

  /// The same for one slot.
  void reconcile(int number) {
    var slot = pads.slot(number);
    PadInfo wanted = slot.wanted();
    InputStage stage = slot.stage();
    if (stage != null && slot.made() != null && !source.has(stage)) {
      slot.forsake();
    }
    if (slot.made() != null && slot.made() != wanted) {
      slot.unbind();
    }
    if (wanted != null && slot.made() == null) {
      connect(slot, wanted);
    }
  }

  private void connect(PadSlot slot, PadInfo pad) {
    var options = source.options(pad);
    for (var option : options.orElse(List.of())) {
      var stage = source.stage(option);
      if (stage.isPresent() && bound(slot, stage.get(), pad)) {
        tell(slot, option, pad);
        return;
      }
    }
    if (options.isPresent() && options.get().isEmpty()) {
      session.remarks().accept("no backend takes controllers such as " + name(slot, pad));
    }
  }

  private boolean bound(PadSlot slot, InputStage stage, PadInfo pad) {
    try {
      return slot.bind(stage, pad);
    } catch (RuntimeException | LinkageError e) {
      source.failed(stage, e.toString());
      return false;
    }
  }

  private void tell(PadSlot slot, InputOption option, PadInfo pad) {
    var missing = new TreeSet<>(pad.capabilities());
    missing.removeAll(source.served(option, pad));
    String what = name(slot, pad) + " by " + option.provider().key();
    if (missing.isEmpty()) {
      LOG.info("session {}: {}", session.id(), what);
    } else {
      String without = missing.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
      LOG.info("session {}: {}, without {}", session.id(), what, without);
      session.remarks().accept(what + " has no " + without.substring(1, without.length() - 1));
    }
  }

  private static String name(PadSlot slot, PadInfo pad) {
    return "controller "
        + (slot.number() + 1)
        + " ("
        + pad.type().name().toLowerCase(Locale.ROOT)
        + ")";
  }
}
