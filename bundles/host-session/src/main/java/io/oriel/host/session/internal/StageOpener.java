package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.Capture;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.encode.Encoder;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.media.VideoFormat;
import io.oriel.api.session.StreamParameters;
import io.oriel.host.session.internal.media.MediaRun;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Opens captures and encoders for a session. Control thread.
///
/// What is opened is handed to its keeper before the opening counts as over, so that a backend that
/// leaves at that moment finds it.
///
/// @param remark told why a backend did not open
/// @param trouble told when an open stage reports its loss, by that stage
record StageOpener(SessionContext context, Consumer<String> remark, MediaRun.Trouble trouble) {
  void capture(
      Chain chain, StreamFormat format, VirtualDisplay display, Consumer<OpenStage<Capture>> keeper)
      throws BackendException {
    var provider = chain.capture();
    var accepted =
        chain.encoder().service().accepts(chain.codec(), context.facts().facts()).stream()
            .filter(offer -> Colors.deep(offer.fourcc()) == chain.profile().hdr())
            .toList();
    var request = StreamRequests.capture(format, chain.target(), accepted);
    var own = new AtomicReference<OpenStage<?>>();
    guarded(
        provider,
        () -> {
          var opened =
              provider.service().open(request, display.captureTarget(), health(provider, own));
          var stage = new OpenStage<>(provider, opened, opened::wake);
          own.set(stage);
          keeper.accept(stage);
          return stage;
        });
  }

  /// @param captured what the capture gives
  void encoder(
      Chain chain,
      StreamParameters stream,
      VideoFormat captured,
      long bitsPerSecond,
      Consumer<OpenStage<Encoder>> keeper)
      throws BackendException {
    var provider = chain.encoder();
    fits(chain, captured, stream.format());
    var request = StreamRequests.encoder(stream, captured, chain.format(), bitsPerSecond);
    var own = new AtomicReference<OpenStage<?>>();
    guarded(
        provider,
        () -> {
          var opened = provider.service().open(request, health(provider, own));
          var stage = new OpenStage<>(provider, opened, opened::wake);
          own.set(stage);
          keeper.accept(stage);
          return stage;
        });
  }

  private static void fits(Chain chain, VideoFormat captured, StreamFormat wanted)
      throws BackendException {
    if (captured.widthPx() != wanted.widthPx() || captured.heightPx() != wanted.heightPx()) {
      throw new BackendException(
          BackendException.Kind.UNSUPPORTED,
          "%s gives pictures of %dx%d, the client wants %dx%d"
              .formatted(
                  chain.capture().id(),
                  captured.widthPx(),
                  captured.heightPx(),
                  wanted.widthPx(),
                  wanted.heightPx()));
    }
  }

  /// Puts a backend that fails on a cool-down, so that the next plan passes it over.
  private <T extends AutoCloseable> void guarded(Provider<?> provider, Openings.Opener<T> opener)
      throws BackendException {
    try {
      context.openings().open(provider, opener);
    } catch (BackendException e) {
      if (e.kind() != BackendException.Kind.DEVICE_LOST) {
        context.cooldowns().failed(provider, "failed a moment ago: " + e.getMessage());
      }
      remark.accept(provider.key() + " did not open: " + e.getMessage());
      throw e;
    }
  }

  /// News of a stage concerns that stage alone: by then the session may use another one of the same
  /// backend.
  private StageHealthDoor health(Provider<?> provider, AtomicReference<OpenStage<?>> own) {
    return new StageHealthDoor(
        provider.id(),
        remark,
        detail -> {
          var stage = own.get();
          if (stage != null) {
            trouble.lost(stage, new BackendException(BackendException.Kind.DEVICE_LOST, detail));
          }
        });
  }
}
