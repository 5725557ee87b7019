package io.oriel.media.webtransport.internal;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.util.concurrent.Future;
import io.oriel.media.webtransport.WebTransportStats;

/// Figures of the path that a connection uses now. [#stats] is for any thread.
final class PathFigures {
  /// A client that moves has the old path and the new one, and maybe one it only tried.
  private static final int PATHS = 4;

  private final QuicChannel channel;
  private int active; // server's thread
  private volatile WebTransportStats stats = WebTransportStats.NONE;

  PathFigures(QuicChannel channel) {
    this.channel = channel;
  }

  WebTransportStats stats() {
    return stats;
  }

  /// Takes them anew.
  ///
  /// @return the path in use, or `null` if QUIC names none
  QuicConnectionPathStats renew(long lateStreams, long refusedDatagrams) {
    for (int i = 0; i < PATHS; i++) {
      int path = (active + i) % PATHS;
      Future<QuicConnectionPathStats> taken = channel.collectPathStats(path);
      if (!taken.isSuccess()) {
        continue; // no such path
      }
      QuicConnectionPathStats now = taken.getNow();
      if (now.active()) {
        active = path;
        stats =
            new WebTransportStats(
                System.nanoTime(),
                now.rtt(),
                now.deliveryRate(),
                now.cwnd(),
                now.sent(),
                now.lost(),
                now.sentBytes(),
                now.lostBytes(),
                now.recv(),
                lateStreams,
                refusedDatagrams);
        return now;
      }
    }
    return null;
  }
}
