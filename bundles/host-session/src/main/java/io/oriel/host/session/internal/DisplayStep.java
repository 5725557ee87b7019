package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.SessionRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Gets a display for a session: the one kept for it, or a new one of the best backend that opens.
/// Control thread.
record DisplayStep(
    SessionContext context,
    SessionRequest request,
    Consumer<String> remark,
    DisplayHealth.Lost lost) {

  /// The display that waits for this client and application, brought to the mode wanted now.
  Optional<DisplayKeeper.Lease> reclaim() {
    var health = new DisplayHealth("display", remark, lost);
    return context.keeper().reclaim(owner(), request.display(), health);
  }

  private DisplayKeeper.Owner owner() {
    return new DisplayKeeper.Owner(request.client().id(), request.app());
  }

  /// A new display.
  ///
  /// @param environment variables for its programs
  DisplayKeeper.Lease open(List<Chain> chains, Map<String, String> environment)
      throws SessionException {
    var providers = new LinkedHashSet<Provider<VirtualDisplayProvider>>();
    chains.forEach(chain -> providers.add(chain.display()));
    String first = "no display backend";
    for (var provider : providers) {
      var health = new DisplayHealth(provider.id(), remark, lost);
      try {
        return context
            .openings()
            .open(
                provider,
                () ->
                    context
                        .keeper()
                        .open(
                            owner(),
                            provider.id(),
                            provider.service(),
                            request.display(),
                            environment,
                            health));
      } catch (BackendException e) {
        if (e.kind() == BackendException.Kind.DENIED_BY_USER) {
          throw new SessionException(EndReason.DENIED, e.getMessage());
        }
        context.cooldowns().failed(provider, "failed a moment ago: " + e.getMessage());
        remark.accept(provider.key() + " did not open: " + e.getMessage());
        first = e.getMessage();
      }
    }
    throw new SessionException(EndReason.NO_BACKEND, first);
  }

  /// Brings a display to a stream's size and rate where it has another. The display may run faster
  /// than the stream; one that keeps its size has its pictures scaled.
  static void resize(VirtualDisplay display, StreamFormat format, Consumer<String> remark)
      throws BackendException {
    var actual = display.actual();
    // a client may ask for HDR with its launch and for an SDR stream after that
    boolean hdr = Colors.hdr(actual.color());
    var color = hdr && !Colors.hdr(format.color()) ? ColorSpec.SRGB : actual.color();
    if (actual.widthPx() != format.widthPx()
        || actual.heightPx() != format.heightPx()
        || !actual.color().equals(color)) {
      var mode = actual.withMode(format.widthPx(), format.heightPx(), format.milliHz());
      try {
        display.reconfigure(mode.withColor(color));
      } catch (BackendException e) {
        if (e.kind() != BackendException.Kind.UNSUPPORTED) {
          throw e;
        }
        remark.accept("the display keeps its mode: " + e.getMessage());
      }
    }
  }

  /// Keeps the display for a client that may come back, else has it closed.
  static void giveBack(DisplayKeeper.Lease lease, EndReason reason) {
    if (reason == EndReason.TAKEN_OVER) {
      lease.handOver();
      return;
    }
    boolean keep =
        switch (reason) {
          case CLIENT_QUIT,
              CLIENT_GONE,
              TAKEN_OVER,
              IDLE,
              CAPTURE_LOST,
              ENCODER_LOST,
              TRANSPORT_LOST,
              FAILED ->
              true;
          case NOT_STARTED -> lease.reused();
          case OPERATOR,
              REVOKED,
              DENIED,
              NO_BACKEND,
              LIMIT,
              DISPLAY_LOST,
              APP_ENDED,
              APP_FAILED,
              SHUTDOWN ->
              false;
        };
    if (keep) {
      lease.close();
    } else {
      lease.discard();
    }
  }

  static String mode(DisplayRequest mode) {
    return "%dx%d@%.2f".formatted(mode.widthPx(), mode.heightPx(), mode.refreshMilliHz() / 1000.0);
  }
}
