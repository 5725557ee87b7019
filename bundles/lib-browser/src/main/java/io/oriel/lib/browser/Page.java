package io.oriel.lib.browser;

import io.oriel.api.session.EndReason;
import io.oriel.api.session.InputSink;
import io.oriel.api.session.LinkReport;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionException;
import io.oriel.api.trust.Right;
import io.oriel.api.web.Admission;
import io.oriel.lib.browser.wire.HostMessages;
import io.oriel.lib.browser.wire.PageMessage;
import io.oriel.lib.browser.wire.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A page, from its coming to its going. Its state is under its lock, which is never held across a
/// call of others.
final class Page implements BrowserPeer {
  private static final Logger LOG = LoggerFactory.getLogger(Page.class);
  private static final int VERSION = 1;
  private static final int MOST_TICKET = 512;

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
  private final RateWishes rate;
  private final RemarkMessages remarks;
  private final Copying copying = new Copying();
  private final MessageAllowance allowance = new MessageAllowance();
  private final Silence silence = new Silence(System.nanoTime());
  private volatile Admission admission; // null: a stranger
  private volatile InputSink sink; // null: not live
  private volatile PageLink link;
  private volatile Session session; // the page's own one, or null
  private State state = State.STRANGER; // this object's lock, as what follows
  private boolean linked; // the session calls the link's close
  private boolean closed;
  private boolean freed;

  Page(BrowserHost host, BrowserPath path, ScheduledExecutorService timer) {
    this.host = host;
    this.path = path;
    pads = new PadMessages(timer, path::control);
    input = new PageInput(path, pads, figures);
    mode = new ModeWish(timer);
    rate = new RateWishes(path);
    remarks = new RemarkMessages(path);
  }

  @Override
  public void control(String json) {
    long now = System.nanoTime();
    silence.heard(now);
    try {
      if (json.length() > MOST_CONTROL_BYTES) {
        throw new ProtocolException("A control message is longer than 64 KiB");
      }
      if (!allowance.covers(json.length(), now)) {
        throw new ProtocolException("A page sends more messages than any needs");
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
        case "mode" -> mode.wanted(m, session, sink);
        case "rate" -> {
          double most = StartWish.MOST_BITS;
          wishes((long) m.number("bitsPerSecond", most, StartWish.LEAST_BITS, most));
          rate.tell(session == null ? null : sink); // who watches chooses nothing
        }
        case "keyframe" -> keyFrameWanted();
        case "audio" -> {
          PageLink its = link;
          if (its != null) {
            its.audible(m.flag("on"));
          }
        }
        case "clipboard" ->
            copying.copied(m.text("text", HostMessages.MOST_CLIPBOARD_BYTES), session);
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
    if (!host.admit(m.text("ticket", MOST_TICKET), known -> admission = known)) {
      refuse("ticket", "The page's ticket is used or too old; reload the page");
      return;
    }
    var client = admission.client();
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

  private void open(Opening.Step step) throws ProtocolException {
    synchronized (this) {
      if (state != State.ADMITTED) {
        throw new ProtocolException("A connection has one session");
      }
      state = State.OPENING;
    }
    var opening = new Opening(host.services(), path, admission, this::linked);
    Thread.ofVirtual().name("oriel-page").start(() -> open(opening, step));
  }

  private void open(Opening opening, Opening.Step step) {
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
      failed(e.reason(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("no session for {}", admission.client().name(), e);
      failed(EndReason.FAILED, "The host failed to start the session; its log says why");
    }
  }

  private void failed(EndReason reason, String text) {
    refuse(reason.name(), text);
    Session its = session;
    if (its != null) { // prepared, and nobody else would end it before its time is over
      its.end(reason);
    }
    unlinked();
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
    prepared.ended().thenAccept(reason -> ended(reason, ""));
    opening.start(prepared, wish, host.mostBits(), this::wishes);
  }

  private PageLink linked(PageLink.Announcement announcement) throws SessionException {
    synchronized (this) {
      if (closed) { // and what media needs is freed
        throw new SessionException(EndReason.CLIENT_GONE, "The page has gone");
      }
      linked = true;
    }
    var its = new PageLink(this, path, pads, figures, announcement);
    input.of(its);
    link = its;
    return its;
  }

  private void bye(boolean quit) {
    boolean news = over();
    gone(true);
    if (quit && news && session != null) { // else the client's newer session would be meant
      var client = admission.client();
      Thread.ofVirtual()
          .start(() -> host.services().orchestrator().quit(client, EndReason.CLIENT_QUIT));
    }
    path.close("goodbye");
  }

  @Override
  public void datagram(ByteBuffer message) {
    silence.heard(System.nanoTime());
    if (admission != null && !input.message(message)) {
      refuse("protocol", "Too many messages of this page make no sense");
    }
  }

  @Override
  public Optional<Admission> admission() {
    return Optional.ofNullable(admission);
  }

  @Override
  public void lost(long first, long last) {
    tell(to -> to.lost(first, last));
  }

  @Override
  public void received(long sequence) {
    tell(to -> to.received(sequence));
  }

  @Override
  public void keyFrameWanted() {
    tell(InputSink::keyFrameWanted);
  }

  @Override
  public void report(LinkReport report) {
    tell(to -> to.report(report));
  }

  private void tell(Consumer<InputSink> what) {
    InputSink to = sink;
    if (to != null) {
      what.accept(to);
    }
  }

  @Override
  public void carries(long bitsPerSecond) {
    rate.carries(bitsPerSecond);
    rate.tell(session == null ? null : sink);
  }

  private void wishes(long bitsPerSecond) {
    rate.wish(Math.min(bitsPerSecond, host.mostBits()));
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

  void goesTo(InputSink to) {
    rate.begins();
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
      input.leave();
      to.gone(onPurpose);
    }
  }

  /// The owner has changed what the page's client may do.
  void rights(Set<Right> now) {
    path.control(HostMessages.rights(now));
  }

  /// The one who is there has to leave.
  void dismiss(EndReason reason, String text) {
    if (over()) {
      path.control(HostMessages.ended(reason.name(), text));
      path.close(text);
      input.leave();
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
    State now;
    synchronized (this) {
      now = state;
    }
    if (now == State.OVER) {
      return;
    }
    Admission known = admission;
    if (now == State.STRANGER && silence.endsWaiting(nowNanos)) {
      refuse("protocol", "The page did not say hello in time");
    } else if (known != null && !Instant.now().isBefore(known.expires())) {
      dismiss(EndReason.REVOKED, "Your link has expired");
    } else if (silence.isGone(nowNanos) && now != State.OPENING) {
      dismiss(EndReason.CLIENT_GONE, "Nothing was heard of the page for 15 s");
    } else if (silence.letsGo(nowNanos) && input.letGo()) {
      LOG.info("nothing heard of {} for 3 s, what it held is released", known.client().name());
    }
    Session its = session;
    if (its != null && sink != null) {
      remarks.look(nowNanos, its);
    }
  }
}
