package io.oriel.lib.browser;

import io.oriel.api.session.LinkReport;
import io.oriel.api.web.Admission;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/// One page at the other end of a [BrowserPath], from its `hello` on. Its transport tells it what
/// comes in: calls of [#control(String)], [#datagram(ByteBuffer)] and [#closed()] never overlap and
/// come on a network thread, which they do not hold up; the others may come on any.
@ProviderType
public interface BrowserPeer {
  /// Longest control message, in bytes of UTF-8.
  int MOST_CONTROL_BYTES = 64 << 10;

  /// A control message of the page. What is no JSON object with a `type` closes the path.
  void control(String json);

  /// A small message of the page: input, a ping … What makes no sense is counted and left out.
  ///
  /// @param message borrowed until this returns: position to limit
  void datagram(ByteBuffer message);

  /// The path is closed, whoever did it. The last call.
  void closed();

  /// Who is there; empty before a `hello` that was accepted. Any thread.
  Optional<Admission> admission();

  /// The page will not get these frames, by the host's numbers, both inclusive.
  void lost(long first, long last);

  /// The page has got this frame.
  void received(long sequence);

  /// The page cannot decode until a key frame comes.
  void keyFrameWanted();

  /// How the path is doing, about once a second.
  void report(LinkReport report);

  /// How much video the path carries now, as [PathRate] or the transport itself finds out. What the
  /// page wishes is respected too.
  ///
  /// @param bitsPerSecond video payload only
  void carries(long bitsPerSecond);
}
