package io.oriel.api.web;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/// A way by which a page can reach the host's sessions; the web server tells pages of all there
/// are. Any thread.
@ConsumerType
public interface BrowserTransport {
  /// Short name: `webtransport`.
  String protocol();

  /// Pages try the highest first.
  int preference();

  /// What a page needs to connect, as `docs/reference/browser-protocol.md` lists it.
  ///
  /// @param host as the browser names the host, without port: `desk.local`, `[fd00::1]`
  /// @return strings, numbers, booleans, lists and maps of those
  Map<String, Object> offer(String host);
}
