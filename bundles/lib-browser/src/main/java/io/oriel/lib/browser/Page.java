package io.oriel.lib.browser;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.InputSink;
import io.oriel.api.session.LinkReport;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionException;
import io.oriel.api.web.Admission;
import io.oriel.lib.browser.wire.HostMessages;
import io.oriel.lib.browser.wire.PageMessage;
import io.oriel.lib.browser.wire.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A page, from its coming to its going. Its state is under its lock, which is never held across a
/// call of others.
final class Page implements BrowserPeer {
  private static final Logger LOG = LoggerFactory.getLogger(Page.class);
  private static final int VERSION = 1;
  private static final int MOST_TICKET = 512;
  private static final double RATE_STEP = 0.03;

  private static final long HELLO_NANOS = 5_000_000_000L;

  /// Pages ping twice a second: one that is silent for so long cannot release what it holds, and a
  /// desktop would go on to repeat its keys.
  private static final long LET_GO_NANOS = 3_000_000_000L;

  private static final long GONE_NANOS = 15_000_000_000L;
  private static final long REMARKS_NANOS = 1_000_000_000L;

  private enum State {
    STRANGER,
    ADMITTED,
    OPENING,
    LIVE,
    OVER
  }

  private final BrowserHost host;
  private final BrowserPath path;
  private final PadMessages pads;
  private final PageFigures figures = new PageFigures();
  private final PageInput input;
  private final ModeWish mode;
  private final long cameNanos = System.nanoTime();
  private volatile long heardNanos = cameNanos;
  private volatile Admission admission; // null: a stranger
  private volatile InputSink sink; // null: not live
  private volatile PageLink link;
  private volatile Session session; // the page's own one, or null
  private volatile long wishBits;
  private volatile long carriesBits = Long.MAX_VALUE;
  private DisplayRequest asked; // the mode asked for last; timer thread
  private long toldBits; // this object's lock, as what follows
  private State state = State.STRANGER;
  private boolean linked; // the session calls the link's close
  private boolean closed;
  private boolean freed;
  private int remarks; // timer thread
  private long remarksNanos;

  Page(BrowserHost host, BrowserPath path, ScheduledExecutorService timer) {
    this.host = host;
    this.path = path;
    pads = new PadMessages(timer, path::control);
    input = new PageInput(path, pads, figures);
    mode = new ModeWish(timer, this::modeWanted);
  }

  // --- what the page says

  @Override
  public void control(String json) {
    heardNanos = System.nanoTime();
    try {
      if (json.length() > MOST_CONTROL_BYTES) {
        throw new ProtocolException("A control message is longer than 64 KiB");
      }
      handle(PageMessage.read(json));
    } catch (ProtocolException e) {
      refuse("protocol", e.getMessage());
    }
  }

  private void handle(PageMessage m) throws ProtocolException {
    if (m.type().equals("hello")) {
      hello(m);
    } else if (admission == null) {
      throw new ProtocolException("A page begins with hello");
    } else {
      switch (m.type()) {
        case "start" -> {
          var wish = StartWish.of(m, path.traits().codecs());
          open(opening -> start(opening, wish));
        }
        case "watch" -> {
          String id = m.text("session", 64);
          var codecs = StartWish.codecs(m, path.traits().codecs());
          open(opening -> opening.watch(id, codecs, this::wishes));
        }
        case "mode" -> resized(m);
        case "rate" -> {
          wishes((long) m.number("bitsPerSecond", 0, StartWish.LEAST_BITS, StartWish.MOST_BITS));
          tellRate();
        }
        case "keyframe" -> keyFrameWanted();
        case "audio" -> {
          PageLink its = link;
          if (its != null) {
            its.audible(m.flag("on"));
          }
        }
        case "clipboard" -> copied(m);
        case "stats" -> figures.told(m);
        case "bye" -> bye(m.flag("quit"));
        default -> {} // of a later version
      }
    }
  }

  private void hello(PageMessage m) throws ProtocolException {
    if (admission != null) {
      throw new ProtocolException("A page says hello once");
    }
    if (m.number("version", 0, 0, 1000) != VERSION) {
      throw new ProtocolException("This host speaks version 1 of the protocol; reload the page");
    }
    Optional<Admission> known = host.services().tickets().redeem(m.text("ticket", MOST_TICKET));
    if (known.isEmpty()) {
      refuse("ticket", "The page's ticket is used or too old; reload the page");
      return;
    }
    var client = known.get().client();
    admission = known.get();
    synchronized (this) {
      if (state == State.STRANGER) {
        state = State.ADMITTED;
      }
    }
    String name = host.services().trust().identity().name();
    path.control(
        HostMessages.welcome(
            client.name(), name, client.rights(), path.traits().mostDatagramBytes()));
  }

  /// One step of opening a session.
  private interface Step {
    void run(Opening opening) throws SessionException;
  }

  private void open(Step step) throws ProtocolException {
    synchronized (this) {
      if (state != State.ADMITTED) {
        throw new ProtocolException("A connection has one session");
      }
      state = State.OPENING;
    }
    var opening = new Opening(host.services(), path, admission, this::linked);
    Thread.ofVirtual().name("oriel-page").start(() -> open(opening, step));
  }

  private void open(Opening opening, Step step) {
    try {
      step.run(opening);
      boolean late;
      synchronized (this) {
        late = state == State.OVER;
        if (!late) {
          state = State.LIVE;
        }
      }
      if (late) { // the page went meanwhile
        gone(false);
      } else {
        LOG.info(
            "{} has a page over {} from {}",
            admission.client().name(),
            path.traits().protocol(),
            path.traits().remote());
      }
    } catch (SessionException e) {
      refuse(e.reason().name(), e.getMessage());
      unlinked();
    } catch (RuntimeException e) {
      LOG.error("no session for {}", admission.client().name(), e);
      refuse(EndReason.FAILED.name(), "The host failed to start the session; its log says why");
      unlinked();
    }
  }

  private void start(Opening opening, StartWish wish) throws SessionException {
    Session prepared = opening.prepare(wish);
    session = prepared;
    boolean over;
    synchronized (this) {
      over = state == State.OVER;
    }
    if (over) {
      prepared.end(EndReason.CLIENT_GONE);
      return;
    }
    prepared.ended().thenAccept(reason -> ended(reason, "The session has ended"));
    opening.start(prepared, wish, host.mostBits(), this::wishes);
  }

  private PageLink linked(PageLink.Announcement announcement) {
    var its = new PageLink(this, path, pads, figures, announcement);
    input.of(its);
    link = its;
    synchronized (this) {
      linked = true;
    }
    return its;
  }

  private void resized(PageMessage m) {
    Session its = session;
    if (its == null || sink == null) {
      return;
    }
    DisplayRequest now = its.display();
    var wanted =
        now.withMode(
            StartWish.size(m, "width", now.widthPx()),
            StartWish.size(m, "height", now.heightPx()),
            StartWish.rate(m, now.refreshMilliHz()));
    mode.wanted(StartWish.scaled(wanted, StartWish.scale(m, now.scale())));
  }

  private void modeWanted(DisplayRequest wanted) {
    Session its = session;
    InputSink to = sink;
    // what a display refused or rounds, it would do again
    if (its != null && to != null && !wanted.equals(its.display()) && !wanted.equals(asked)) {
      asked = wanted;
      to.modeWanted(wanted);
    }
  }

  private void copied(PageMessage m) throws ProtocolException {
    String text = m.text("text", HostMessages.MOST_CLIPBOARD_BYTES);
    Session its = session;
    if (its != null && !text.isEmpty()) {
      Thread.ofVirtual().start(() -> its.copy(ClipboardContent.text(text)));
    }
  }

  private void bye(boolean quit) {
    over();
    gone(true);
    if (quit && session != null) {
      var client = admission.client();
      Thread.ofVirtual()
          .start(() -> host.services().orchestrator().quit(client, EndReason.CLIENT_QUIT));
    }
    path.close("goodbye");
  }

  @Override
  public void datagram(ByteBuffer message) {
    heardNanos = System.nanoTime();
    if (admission != null && !input.message(message)) {
      refuse("protocol", "Too many messages of this page make no sense");
    }
  }

  // --- what the path says

  @Override
  public Optional<Admission> admission() {
    return Optional.ofNullable(admission);
  }

  @Override
  public void lost(long first, long last) {
    InputSink to = sink;
    if (to != null) {
      to.lost(first, last);
    }
  }

  @Override
  public void received(long sequence) {
    InputSink to = sink;
    if (to != null) {
      to.received(sequence);
    }
  }

  @Override
  public void keyFrameWanted() {
    InputSink to = sink;
    if (to != null) {
      to.keyFrameWanted();
    }
  }

  @Override
  public void report(LinkReport report) {
    InputSink to = sink;
    if (to != null) {
      to.report(report);
    }
  }

  @Override
  public void carries(long bitsPerSecond) {
    carriesBits = bitsPerSecond;
    tellRate();
  }

  private void wishes(long bitsPerSecond) {
    long bits = Math.min(bitsPerSecond, host.mostBits());
    wishBits = bits;
    path.allowed(bits);
  }

  private void tellRate() {
    InputSink to = sink;
    long bits = Math.min(wishBits, carriesBits);
    synchronized (this) {
      if (to == null || Math.abs(bits - toldBits) <= RATE_STEP * toldBits) {
        return;
      }
      toldBits = bits;
    }
    to.rateWanted(bits);
    path.control(HostMessages.rate(bits));
  }

  @Override
  public void closed() {
    synchronized (this) {
      closed = true;
    }
    over();
    gone(false);
    host.left(this);
    freeUnlessLinked();
  }

  // --- what the session says

  void goesTo(InputSink to) {
    synchronized (this) {
      toldBits = wishBits;
    }
    input.to(to);
    sink = to;
  }

  /// The session has ended; the page is told why. The first end counts.
  void ended(EndReason reason, String detail) {
    if (over()) {
      String text = detail.isBlank() ? Ends.sentence(reason) : detail;
      path.control(HostMessages.ended(reason.name(), text));
      path.close(text);
    }
  }

  /// No thread of the session is in the link any more.
  void unlinked() {
    synchronized (this) {
      linked = false;
    }
    freeUnlessLinked();
  }

  private void freeUnlessLinked() {
    synchronized (this) {
      if (linked || freed || !closed) {
        return;
      }
      freed = true;
    }
    path.free();
  }

  // --- the end

  /// @return whether that is news
  private synchronized boolean over() {
    boolean news = state != State.OVER;
    state = State.OVER;
    return news;
  }

  private void refuse(String reason, String text) {
    if (over()) {
      LOG.info("a page at {} is refused: {}", path.traits().remote(), text);
      path.control(HostMessages.refused(reason, text));
      path.close(text);
      gone(false);
    }
  }

  private void gone(boolean onPurpose) {
    InputSink to = sink;
    if (to != null) {
      sink = null;
      input.letGo();
      to.gone(onPurpose);
    }
  }

  /// The one who is there has to leave.
  void dismiss(EndReason reason, String text) {
    if (over()) {
      path.control(HostMessages.ended(reason.name(), text));
      path.close(text);
      Session its = session;
      if (its != null) {
        its.end(reason);
      } else {
        gone(true);
      }
    }
  }

  /// Looks at the clock. The timer's thread.
  void tick(long nowNanos) {
    boolean stranger;
    synchronized (this) {
      if (state == State.OVER) {
        return;
      }
      stranger = state == State.STRANGER;
    }
    Admission known = admission;
    long silent = nowNanos - heardNanos;
    if (stranger && nowNanos - cameNanos > HELLO_NANOS) {
      refuse("protocol", "The page did not say hello in time");
    } else if (known != null && !Instant.now().isBefore(known.expires())) {
      dismiss(EndReason.REVOKED, "Your link has expired");
    } else if (silent > GONE_NANOS && sink != null) {
      dismiss(EndReason.CLIENT_GONE, "Nothing was heard of the page for 15 s");
    } else if (silent > LET_GO_NANOS && input.letGo()) {
      LOG.info("nothing heard of {} for 3 s, what it held is released", known.client().name());
    }
    if (nowNanos - remarksNanos > REMARKS_NANOS && session != null && sink != null) {
      remarksNanos = nowNanos;
      tellRemarks(session.remarks());
    }
  }

  private void tellRemarks(List<String> all) {
    for (String text : all.subList(Math.min(remarks, all.size()), all.size())) {
      path.control(HostMessages.remark(text));
    }
    remarks = all.size();
  }
}
