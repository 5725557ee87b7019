package io.oriel.api.session;

import org.osgi.annotation.versioning.ConsumerType;

/// Is told when sessions end: registered as a service, the host calls all there are.
@ConsumerType
public interface SessionObserver {
  /// A session has ended, and everything of it is closed.
  ///
  /// On the session's control thread: return soon and work elsewhere. What is thrown is logged and
  /// concerns nobody else.
  ///
  /// @param session its id
  /// @param detail for people, may be empty
  void ended(String session, EndReason reason, String detail);
}
