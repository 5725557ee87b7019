package io.oriel.host.session.internal.media;

import io.oriel.media.core.Counter;
import java.util.Map;

/// Counters of a session's microphone. Each has one writer, named beside it; any thread reads.
public final class MicrophoneFigures {
  // microphone thread
  final Counter packets = new Counter();
  final Counter concealed = new Counter();
  final Counter late = new Counter();
  final Counter damaged = new Counter();
  final Counter hasty = new Counter();
  final Counter allocatedBytes = new Counter();

  // the link's receive thread
  final Counter dropped = new Counter();

  private volatile long losses;

  /// Its backend was lost. Control thread.
  public void lost() {
    losses++;
  }

  void read(Map<String, Long> counters) {
    counters.put("microphone.packets", packets.get());
    counters.put("microphone.concealed", concealed.get());
    counters.put("microphone.late", late.get());
    counters.put("microphone.damaged", damaged.get());
    counters.put("microphone.dropped", dropped.get() + hasty.get());
    counters.put("microphone.lost", losses);
    counters.put("alloc.microphone.bytes", allocatedBytes.get());
  }
}
