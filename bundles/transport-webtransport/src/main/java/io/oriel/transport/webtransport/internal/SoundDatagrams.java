package io.oriel.transport.webtransport.internal;

import io.oriel.lib.browser.wire.SmallMessages;
import io.oriel.media.core.Counter;
import io.oriel.media.webtransport.WebTransportSession;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Map;

/// Sends sound, a datagram for each packet. The session's audio thread, but for what says
/// otherwise; allocates nothing.
final class SoundDatagrams {
  private final WebTransportSession session;
  private final ByteBuffer message =
      ByteBuffer.allocateDirect(SmallMessages.SOUND_HEADER_BYTES + SmallMessages.MOST_OPUS_BYTES);
  private final MemorySegment bytes = MemorySegment.ofBuffer(message);
  private final Counter packets = new Counter();
  private final Counter dropped = new Counter();
  private int sequence;

  SoundDatagrams(WebTransportSession session) {
    this.session = session;
  }

  void send(MemorySegment packet, int length, long captureNanos) {
    message.clear();
    SmallMessages.sound(message, sequence++, captureNanos);
    int end = message.position() + length;
    if (length > SmallMessages.MOST_OPUS_BYTES || end > session.maxDatagramBytes()) {
      dropped.increment();
      return;
    }
    MemorySegment.copy(packet, 0, bytes, message.position(), length);
    message.limit(end).position(0);
    if (session.datagram(message)) {
      packets.increment();
    } else {
      dropped.increment();
    }
  }

  /// Any thread.
  void count(Map<String, Long> to) {
    to.put("link.audio.packets", packets.get());
    to.put("link.audio.dropped", dropped.get());
  }
}
