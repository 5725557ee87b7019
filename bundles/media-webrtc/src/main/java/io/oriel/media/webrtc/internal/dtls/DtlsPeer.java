package io.oriel.media.webrtc.internal.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/// DTLS with one peer, on a virtual thread of its own that lives until the peer is closed: it also
/// repeats the last flight, and hears when the page says goodbye.
public final class DtlsPeer implements AutoCloseable {
  private static final int LISTEN_MILLIS = 60_000;

  /// Hears how it goes; the peer's thread.
  public interface Listener {
    /// The handshake is complete.
    ///
    /// @param material keys for SRTP, of [io.oriel.media.webrtc.internal.srtp.SrtpKeys]
    void connected(byte[] material);

    /// It is over; the last call, made once.
    ///
    /// @param reason in words
    void ended(String reason);
  }

  private final PeerDatagrams datagrams;
  private final SrtpServer server;
  private final Listener listener;
  private final AtomicBoolean started = new AtomicBoolean();

  /// @param hash of the page's fingerprint: `sha-256`
  /// @param fingerprint of the page's certificate
  /// @param out takes datagrams for the page, on the peer's thread
  public DtlsPeer(
      SecureRandom random,
      DtlsIdentity identity,
      String hash,
      String fingerprint,
      Consumer<byte[]> out,
      Listener listener) {
    this.datagrams = new PeerDatagrams(out);
    this.server = new SrtpServer(new BcTlsCrypto(random), identity, hash, fingerprint);
    this.listener = listener;
  }

  /// A DTLS datagram of the page; the first one starts the handshake. The receive thread.
  public void offer(byte[] packet, int offset, int length) {
    datagrams.offer(packet, offset, length);
    if (!started.getAndSet(true)) {
      Thread.ofVirtual().name("oriel-dtls").start(this::run);
    }
  }

  private void run() {
    String reason;
    try {
      DTLSTransport transport = new DTLSServerProtocol().accept(server, datagrams);
      listener.connected(server.material());
      listen(transport);
      reason = "the page closed the connection";
    } catch (TlsFatalAlert e) {
      reason = "no secure connection: " + e.getMessage();
    } catch (IOException e) {
      boolean left = datagrams.closed() && server.material() != null;
      reason = left ? "the page closed the connection" : "no secure connection: " + e.getMessage();
    } catch (RuntimeException e) { // the library's, from a peer's bytes: only that peer ends
      reason = "no secure connection: " + e;
    }
    datagrams.close();
    listener.ended(reason);
  }

  private void listen(DTLSTransport transport) throws IOException {
    byte[] ignored = new byte[PeerDatagrams.LIMIT];
    try {
      while (!datagrams.closed()) {
        transport.receive(ignored, 0, ignored.length, LISTEN_MILLIS);
      }
    } finally {
      transport.close(); // says goodbye where the path still takes it
    }
  }

  /// Ends it; the page is told. Any thread, never blocks.
  @Override
  public void close() {
    datagrams.close();
  }
}
