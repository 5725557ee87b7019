package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.StreamParameters;
import java.util.Optional;
import java.util.function.Consumer;

/// Changes the mode of a running session: display, capture, encoder, in this order; if a step
/// refuses,
/// the old mode is restored. Control thread.
record ModeChange(
    VirtualDisplay display,
    SessionMedia media,
    StreamParameters stream,
    ClientLink link,
    Consumer<String> remark) {

  /// @return the parameters in force now; empty: nothing changed
  Optional<StreamParameters> to(DisplayRequest wanted) {
    var before = display.actual();
    try {
      resize(wanted);
    } catch (BackendException e) {
      remark.accept("mode change refused: " + e.getMessage());
      return Optional.empty();
    }
    var changed = at(wanted);
    try {
      media.reconfigure(changed, display);
      link.modeChanged(display.actual());
      return Optional.of(changed);
    } catch (BackendException e) {
      remark.accept("mode change refused: " + e.getMessage());
      restore(before);
      return Optional.empty();
    }
  }

  private void restore(DisplayRequest before) {
    try {
      resize(before);
      media.reconfigure(stream, display);
    } catch (BackendException e) {
      media.failed(e);
    }
  }

  private void resize(DisplayRequest mode) throws BackendException {
    try {
      display.reconfigure(mode);
    } catch (RuntimeException | LinkageError e) { // a backend's fault must not leave half a change
      throw new BackendException(BackendException.Kind.FAILED, "the display: " + e);
    }
  }

  private StreamParameters at(DisplayRequest wanted) {
    var old = stream.format();
    return new StreamParameters(
        new StreamFormat(
            old.codec(),
            wanted.widthPx() & ~1,
            wanted.heightPx() & ~1,
            wanted.refreshMilliHz(),
            old.bitDepth(),
            old.chroma(),
            old.color()),
        stream.bitsPerSecond(),
        stream.maxFrameBytes(),
        stream.slicesPerFrame(),
        stream.maxReferenceFrames(),
        stream.referenceInvalidation(),
        stream.intraRefresh(),
        stream.audio());
  }
}
