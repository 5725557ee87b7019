package io.oriel.host.session.internal;

import io.oriel.api.session.ClientLink;
import io.oriel.api.session.Figures;
import io.oriel.api.session.LinkReport;
import io.oriel.host.session.internal.media.SessionFigures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// What a session, its link and its client's last report say in numbers. Any thread.
final class SessionNumbers {
  private final SessionFigures session;
  private volatile ClientLink link;
  private volatile LinkReport report;
  private volatile Consumer<Map<String, Long>> watchers = _ -> {};

  SessionNumbers(SessionFigures session) {
    this.session = session;
  }

  /// The session has a link from now on.
  void of(ClientLink to) {
    link = to;
  }

  /// The session has somebody who adds the counters of those who watch.
  void of(Consumer<Map<String, Long>> those) {
    watchers = those;
  }

  /// The client reported how its side of the link is.
  void reported(LinkReport newest) {
    report = newest;
  }

  Figures snapshot() {
    var to = link;
    if (to == null) {
      return session.snapshot(Map.of(), Map.of());
    }
    var counters = new LinkedHashMap<>(to.counters());
    var newest = report;
    if (newest != null) {
      counters.put("link.round.trip.micros", newest.roundTripNanos() / 1000);
      counters.put("link.packets.lost", newest.packetsLost());
    }
    watchers.accept(counters);
    return session.snapshot(counters, to.distributions());
  }

  void restartDistributions() {
    session.restartDistributions();
    var to = link;
    if (to != null) {
      to.restartDistributions();
    }
  }
}
