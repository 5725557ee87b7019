package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.encode.Encoder;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.media.VideoFormat;
import io.oriel.api.session.StreamParameters;
import io.oriel.host.session.internal.media.FittedCapture;
import io.oriel.host.session.internal.media.MediaRun;
import io.oriel.host.session.internal.media.PictureArea;
import java.util.function.Consumer;

/// Opens captures and encoders for a session. Control thread.
///
/// What is opened is handed to its keeper before the opening counts as over, so that a backend that
/// leaves at that moment finds it.
///
/// @param area told where the desktop lies in the client's picture
/// @param remark told why a backend did not open
/// @param trouble told when an open stage reports its loss, by that stage
record StageOpener(
    SessionContext context, PictureArea area, Consumer<String> remark, MediaRun.Trouble trouble) {
  void capture(
      Chain chain, StreamFormat format, VirtualDisplay display, Consumer<OpenStage<Capture>> keeper)
      throws BackendException {
    var provider = chain.capture();
    var accepted =
        chain.encoder().service().accepts(chain.codec(), context.facts().facts()).stream()
            .filter(offer -> Colors.deep(offer.fourcc()) == chain.profile().hdr())
            .toList();
    var request = StreamRequests.capture(format, chain.target(), accepted);
    var news = new StageNews(trouble::lost);
    guarded(
        provider,
        () -> {
          var opened =
              fitted(
                  provider.service().open(request, display.captureTarget(), health(provider, news)),
                  request);
          var stage = new OpenStage<>(provider, opened, opened::wake);
          keeper.accept(stage);
          news.of(stage);
          return stage;
        });
  }

  /// The client gets pictures of the size it asked for, whatever size the display has.
  private Capture fitted(Capture opened, CaptureProvider.Request request) throws BackendException {
    try {
      return new FittedCapture(
          opened, request.widthPx(), request.heightPx(), request.buffers(), area, remark);
    } catch (BackendException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /// Brings a capture to a display's new mode.
  static Capture follow(Capture capture, StreamFormat format) throws BackendException {
    var old = capture.format();
    capture.reconfigure(
        new VideoFormat(
            format.widthPx(), format.heightPx(), old.fourcc(), old.modifier(), old.color()),
        format.milliHz());
    return capture;
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
    var request = StreamRequests.encoder(stream, captured, chain.format(), bitsPerSecond);
    var news = new StageNews(trouble::lost);
    guarded(
        provider,
        () -> {
          var opened = provider.service().open(request, health(provider, news));
          var stage = new OpenStage<>(provider, opened, opened::wake);
          keeper.accept(stage);
          news.of(stage);
          return stage;
        });
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

  private StageHealthDoor health(Provider<?> provider, StageNews news) {
    return new StageHealthDoor(provider.id(), remark, news::lost);
  }
}
