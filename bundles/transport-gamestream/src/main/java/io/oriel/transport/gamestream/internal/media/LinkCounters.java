package io.oriel.transport.gamestream.internal.media;

import io.oriel.media.core.Counter;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a link counts. The transmit thread writes, any thread reads.
final class LinkCounters {
  final Counter packets = new Counter();
  final Counter bytes = new Counter();
  final Counter parity = new Counter();
  final Counter dropped = new Counter();
  final Counter pacedNanos = new Counter();
  final Counter framesAbandoned = new Counter();
  final Counter framesReduced = new Counter();
  final Counter framesUnprotected = new Counter();
  final Counter cipherBytes = new Counter();

  Map<String, Long> read() {
    var all = new LinkedHashMap<String, Long>();
    all.put("link.packets.sent", packets.get());
    all.put("link.bytes.sent", bytes.get());
    all.put("link.packets.parity", parity.get());
    all.put("link.packets.dropped", dropped.get());
    all.put("link.paced.micros", pacedNanos.get() / 1000);
    all.put("link.frames.abandoned", framesAbandoned.get());
    all.put("link.frames.fec.reduced", framesReduced.get());
    all.put("link.frames.fec.none", framesUnprotected.get());
    all.put("alloc.cipher.bytes", cipherBytes.get());
    return all;
  }
}
