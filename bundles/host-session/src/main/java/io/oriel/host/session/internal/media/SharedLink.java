package io.oriel.host.session.internal.media;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.Feedback;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.HdrMetadata;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Figures;
import io.oriel.api.session.InputSink;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The link of a session's client, through which those who watch get the same frames and sound:
/// after the client, and never on its time. While nobody watches, a frame costs two comparisons
/// more.
public final class SharedLink implements ClientLink {
  private static final WatchRun[] NOBODY = {};

  private final ClientLink client;
  private volatile WatchRun[] watchers = NOBODY; // written under this' lock
  private volatile StreamFormat format;
  private volatile HdrMetadata hdr;
  private volatile DisplayRequest mode;

  // transmit thread
  private long lastSequence;
  private boolean ended = true; // the frame of that number
  private boolean torn; // a slice of that frame went to nobody

  // under the pool's lock, which is contended only if an encoder's thread outlives its session's
  // patience
  private final List<SharedFrame> pool = new ArrayList<>();
  private SharedFrame filling; // null: no frame has begun, or it is passed over
  private int fillingFlags;

  public SharedLink(ClientLink client) {
    this.client = client;
  }

  /// Somebody watches from the next key frame on. Control thread.
  public synchronized void add(WatchRun watcher) {
    watcher.begins(mode);
    var more = Arrays.copyOf(watchers, watchers.length + 1);
    more[watchers.length] = watcher;
    watchers = more;
  }

  /// Somebody does not watch any more; what was queued for it is its own to release. Any thread.
  public synchronized void remove(WatchRun watcher) {
    watchers = Arrays.stream(watchers).filter(each -> each != watcher).toArray(WatchRun[]::new);
    synchronized (pool) {
      pool.clear(); // what others hold is let go by them; what it held may never be
      if (watchers.length == 0) {
        filling = null;
      }
    }
  }

  @Override
  public void format(StreamFormat next) {
    format = next;
    client.format(next);
  }

  @Override
  public long sendVideo(EncodedFrame frame) {
    long paced = client.sendVideo(frame);
    boolean first = ended || frame.sequence() != lastSequence;
    ended = frame.lastSlice();
    lastSequence = frame.sequence();
    var all = watchers;
    torn = all.length == 0 || torn && !first;
    if (all.length > 0) {
      share(frame, first, all);
    }
    return paced;
  }

  private void share(EncodedFrame slice, boolean first, WatchRun[] all) {
    synchronized (pool) {
      if (first) {
        begin(all.length);
      } else if (torn && filling != null) {
        filling.release(); // all went and others came within this frame
        filling = null;
      }
      if (filling == null) {
        if (slice.lastSlice()) {
          for (var watcher : all) {
            watcher.miss(slice.sequence());
          }
        }
        return;
      }
      filling.append(slice);
      fillingFlags |= slice.flags();
      if (slice.lastSlice()) {
        var whole = filling;
        filling = null;
        whole.complete(slice, fillingFlags, format, hdr);
        whole.mode(mode);
        for (var watcher : all) {
          watcher.offer(whole);
        }
        whole.release();
      }
    }
  }

  private void begin(int watching) {
    if (filling != null) {
      filling.release(); // the rest of it never came: its encoder is another one now
    }
    filling = free(watching);
    fillingFlags = 0;
  }

  /// @return `null`: all are held; more than that would be memory without end
  private SharedFrame free(int watching) {
    for (int i = 0; i < pool.size(); i++) {
      var frame = pool.get(i);
      if (frame.take()) {
        return frame;
      }
    }
    if (pool.size() >= WatchRun.MOST_HELD * watching + 1) {
      return null;
    }
    var frame = new SharedFrame();
    frame.take();
    pool.add(frame);
    return frame;
  }

  @Override
  public void sendAudio(MemorySegment packet, int length, long captureNanos) {
    client.sendAudio(packet, length, captureNanos);
    for (var watcher : watchers) {
      watcher.sound(packet, length, captureNanos);
    }
  }

  @Override
  public void hdr(HdrMetadata metadata) {
    hdr = metadata;
    client.hdr(metadata);
  }

  @Override
  public void modeChanged(DisplayRequest actual) {
    mode = actual;
    client.modeChanged(actual);
  }

  // --- the client's alone

  @Override
  public void input(InputSink sink) {
    client.input(sink);
  }

  @Override
  public void clipboard(ClipboardContent content) {
    client.clipboard(content);
  }

  @Override
  public Feedback feedback() {
    return client.feedback();
  }

  @Override
  public Map<String, Long> counters() {
    return client.counters();
  }

  @Override
  public Map<String, Figures.Distribution> distributions() {
    return client.distributions();
  }

  @Override
  public void restartDistributions() {
    client.restartDistributions();
  }

  @Override
  public void end(EndReason reason, String detail) {
    client.end(reason, detail);
  }

  @Override
  public void close() {
    client.close();
  }
}
