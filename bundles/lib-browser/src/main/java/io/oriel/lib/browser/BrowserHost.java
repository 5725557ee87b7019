package io.oriel.lib.browser;

/// Keeps the pages of one transport: makes a [BrowserPeer] for each, and says goodbye to all when
/// the transport goes. Any thread.
public final class BrowserHost implements AutoCloseable {
  private final BrowserServices services;

  public BrowserHost(BrowserServices services) {
    this.services = services;
  }

  /// A page has come. One that says no `hello` within 5 s is sent away.
  public BrowserPeer connect(BrowserPath path) {
    throw new UnsupportedOperationException(services + " " + path.traits());
  }

  /// Ends all sessions of its pages with [io.oriel.api.session.EndReason#TRANSPORT_LOST] and closes
  /// their paths. Returns when they have ended, after 2 s at the latest.
  @Override
  public void close() {}
}
