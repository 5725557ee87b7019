package io.oriel.host.session.internal;

import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session.State;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.StreamParameters;
import io.oriel.host.session.internal.media.PictureArea;
import io.oriel.host.session.internal.media.SessionFigures;
import io.oriel.host.session.internal.media.SharedLink;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// What the classes of one session share: who asked for it, how far it is, and what it holds.
///
/// Any thread reads; the session's control thread is the one writer, but for the reason of the end.
final class SessionState {
  private final String id;
  private final SessionRequest request;
  private final SessionContext context;
  private final Remarks remarks = new Remarks();
  private final SessionFigures figures = new SessionFigures();
  private final PictureArea area = new PictureArea();
  private final SessionNumbers numbers = new SessionNumbers(figures);
  private final AtomicReference<EndReason> endReason = new AtomicReference<>();

  private volatile State now = State.OPENING;
  private volatile DisplayKeeper.Lease lease;
  private volatile StreamParameters stream;
  private volatile SharedLink link;

  SessionState(String id, SessionRequest request, SessionContext context) {
    this.id = id;
    this.request = request;
    this.context = context;
  }

  String id() {
    return id;
  }

  SessionRequest request() {
    return request;
  }

  SessionContext context() {
    return context;
  }

  /// What the user misses.
  Remarks remarks() {
    return remarks;
  }

  SessionFigures figures() {
    return figures;
  }

  /// Where the desktop lies in the client's picture.
  PictureArea area() {
    return area;
  }

  SessionNumbers numbers() {
    return numbers;
  }

  State now() {
    return now;
  }

  void become(State next) {
    now = next;
  }

  boolean is(State... any) {
    return Set.of(any).contains(now);
  }

  /// The display; `null` before it is opened.
  DisplayKeeper.Lease lease() {
    return lease;
  }

  void holds(DisplayKeeper.Lease opened) {
    lease = opened;
  }

  /// The stream's parameters; `null` before the start.
  StreamParameters stream() {
    return stream;
  }

  void streams(StreamParameters parameters) {
    stream = parameters;
  }

  /// The client's media path, which those who watch share; `null` before the start.
  SharedLink link() {
    return link;
  }

  void linkedTo(SharedLink to) {
    link = to;
    numbers.of(to);
  }

  /// Why the session ends or ended; `null`: it goes on.
  EndReason endReason() {
    return endReason.get();
  }

  /// Any thread; the first reason counts.
  ///
  /// @return whether this was the first
  boolean endsFor(EndReason reason) {
    return endReason.compareAndSet(null, reason);
  }
}
