package io.oriel.lib.browser;

import io.oriel.api.session.InputSink;
import io.oriel.lib.browser.wire.InputReader;
import io.oriel.lib.browser.wire.SmallMessages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Handles a page's small messages. The path's network thread but for what says otherwise;
/// allocates nothing for a message.
final class PageInput {
  /// So many messages that make no sense are no accident.
  private static final int MOST_MALFORMED = 100;

  private final BrowserPath path;
  private final PadMessages pads;
  private final PageFigures figures;
  private final InputReader reader = new InputReader();
  private final ByteBuffer reply = ByteBuffer.allocateDirect(SmallMessages.MOST_BYTES);
  private InputBridge bridge; // null: nowhere to go yet; used under the lock of this object
  private boolean quiet; // what the page held has been let go of; under the lock
  private volatile InputSink sink;
  private volatile PageLink link;

  PageInput(BrowserPath path, PadMessages pads, PageFigures figures) {
    this.path = path;
    this.pads = pads;
    this.figures = figures;
  }

  /// Whose frames the page tells about. Any thread, before [#to(InputSink)].
  void of(PageLink its) {
    link = its;
  }

  /// Input goes there from now on. Any thread.
  synchronized void to(InputSink taker) {
    bridge = new InputBridge(taker.injector(), pads);
    sink = taker;
  }

  /// Lets go of everything that is held, once per silence. Any thread.
  ///
  /// @return whether that was news
  synchronized boolean letGo() {
    boolean news = bridge != null && !quiet;
    quiet = true;
    if (news) {
      bridge.letGo();
    }
    return news;
  }

  /// The page is over: lets go of everything, and what still comes of it counts no more. Any
  /// thread.
  synchronized void leave() {
    letGo();
    bridge = null;
    sink = null;
  }

  /// Handles a message.
  ///
  /// @return `false`: too much of what this page sends makes no sense
  boolean message(ByteBuffer message) {
    message.order(ByteOrder.BIG_ENDIAN);
    if (!understood(message)) {
      figures.malformed.increment();
      return figures.malformed.get() < MOST_MALFORMED;
    }
    return true;
  }

  private boolean understood(ByteBuffer m) {
    if (!m.hasRemaining()) {
      return false;
    }
    int type = m.get() & 0xff;
    return switch (type) {
      case SmallMessages.INPUT -> input(m);
      case SmallMessages.PING -> ping(m);
      case SmallMessages.RECEIVED -> received(m);
      case SmallMessages.LOST -> lost(m);
      case SmallMessages.MICROPHONE -> microphone(m);
      default -> true; // of a later version
    };
  }

  private boolean input(ByteBuffer m) {
    boolean understood;
    synchronized (this) {
      if (bridge == null) {
        return true; // not acknowledged, so it comes again
      }
      quiet = false;
      int before = reader.next();
      understood = reader.read(m, bridge);
      figures.inputEvents.add(reader.next() - before);
      bridge.flush();
    }
    figures.inputMessages.increment();
    reply.clear();
    SmallMessages.acknowledgement(reply, reader.next());
    path.datagram(reply.flip());
    return understood;
  }

  private boolean ping(ByteBuffer m) {
    long in = System.nanoTime() / 1000;
    if (m.remaining() < 12) {
      return false;
    }
    int id = m.getInt();
    long pageMicros = m.getLong();
    reply.clear();
    SmallMessages.pong(reply, id, pageMicros, in, System.nanoTime() / 1000);
    path.datagram(reply.flip());
    return true;
  }

  private boolean received(ByteBuffer m) {
    if (m.remaining() < 9) {
      return false;
    }
    InputSink to = sink;
    if (to != null) {
      long frame = link.frame(m.getInt());
      if (frame > 0 && frame <= link.newest()) {
        to.received(frame);
      }
    }
    return true;
  }

  private boolean lost(ByteBuffer m) {
    if (m.remaining() < 8) {
      return false;
    }
    InputSink to = sink;
    if (to != null) {
      long first = link.frame(m.getInt());
      long last = link.frame(m.getInt());
      if (first > last || first <= 0 || last > link.newest()) {
        return false;
      }
      to.lost(first, last);
    }
    return true;
  }

  private boolean microphone(ByteBuffer m) {
    int length = m.remaining() - 4;
    if (length < 1 || length > SmallMessages.MOST_OPUS_BYTES) {
      return false;
    }
    InputSink to = sink;
    if (to != null) {
      figures.microphonePackets.increment();
      int sequence = m.getInt();
      to.microphone(m, sequence);
    }
    return true;
  }
}
