package io.oriel.lib.browser;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.Feedback;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Figures;
import io.oriel.api.session.InputSink;
import io.oriel.lib.browser.wire.CodecString;
import io.oriel.lib.browser.wire.HostMessages;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// A page's media path: adds to its [BrowserPath] what a page is told of pictures and sound. A page
/// hears of a format with the first key frame in it, since only that tells what to give its
/// decoder.
final class PageLink implements ClientLink {
  /// What the page is told when the first key frame is there.
  interface Announcement {
    String started(StreamFormat format, String codecString, long frame);
  }

  private final Page page;
  private final BrowserPath path;
  private final Announcement announcement;
  private final PadMessages pads;
  private final PageFigures figures;
  private volatile long newest; // number of the newest frame; written by the transmit thread
  private StreamFormat due; // null: told; this and the next one are the transmit thread's
  private boolean started;
  private boolean playable = true;
  private volatile boolean audible = true;

  PageLink(
      Page page,
      BrowserPath path,
      PadMessages pads,
      PageFigures figures,
      Announcement announcement) {
    this.page = page;
    this.path = path;
    this.pads = pads;
    this.figures = figures;
    this.announcement = announcement;
  }

  /// The host's number that a page tells the lower half of; it can only be of a frame sent before.
  long frame(int low) {
    long now = newest;
    return now + (low - (int) now);
  }

  /// Number of the newest frame handed to the path.
  long newest() {
    return newest;
  }

  /// The page cannot play the session's sound. Before the link is used.
  void withoutSound() {
    playable = false;
  }

  void audible(boolean on) {
    audible = on;
  }

  @Override
  public void input(InputSink sink) {
    page.goesTo(sink);
  }

  @Override
  public void format(StreamFormat format) {
    due = format;
    path.format(format);
  }

  @Override
  public long sendVideo(EncodedFrame frame) {
    if ((due != null || !started) && !announced(frame)) {
      return 0;
    }
    newest = frame.sequence();
    return path.sendVideo(frame);
  }

  /// @return `false`: nobody can decode this yet
  private boolean announced(EncodedFrame frame) {
    if (due == null || (frame.flags() & EncodedFrame.KEY) == 0) {
      page.keyFrameWanted();
      return false;
    }
    String codecString = CodecString.of(due, frame.bytes(), frame.length());
    path.control(
        started
            ? HostMessages.format(due, codecString, frame.sequence())
            : announcement.started(due, codecString, frame.sequence()));
    started = true;
    due = null;
    return true;
  }

  @Override
  public void sendAudio(MemorySegment packet, int length, long captureNanos) {
    if (playable && audible) {
      path.sendAudio(packet, length, captureNanos);
    }
  }

  @Override
  public void end(EndReason reason, String detail) {
    page.ended(reason, detail);
  }

  @Override
  public void modeChanged(DisplayRequest actual) {
    path.control(HostMessages.mode(actual));
  }

  @Override
  public void clipboard(ClipboardContent content) {
    path.control(HostMessages.clipboard(content));
  }

  @Override
  public Feedback feedback() {
    return pads;
  }

  @Override
  public Map<String, Long> counters() {
    var all = new LinkedHashMap<>(path.counters());
    all.putAll(figures.counters());
    return all;
  }

  @Override
  public Map<String, Figures.Distribution> distributions() {
    var all = new HashMap<>(path.distributions());
    all.putAll(figures.distributions());
    return all;
  }

  @Override
  public void restartDistributions() {
    path.restartDistributions();
    figures.restart();
  }

  @Override
  public void close() {
    page.unlinked();
  }
}
