package io.oriel.media.webtransport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/// Keeps what a session tells, and sends streams' bytes and datagrams back.
final class RecordingListener implements WebTransportListener {
  final CompletableFuture<WebTransportSession> session = new CompletableFuture<>();
  final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
  final BlockingQueue<OutgoingStream> ended = new LinkedBlockingQueue<>();
  final BlockingQueue<InetSocketAddress> moves = new LinkedBlockingQueue<>();
  final BlockingQueue<ClientStream> streams = new LinkedBlockingQueue<>();
  final BlockingQueue<String> streamNews = new LinkedBlockingQueue<>();

  @Override
  public void opened(WebTransportSession opened) {
    session.complete(opened);
  }

  @Override
  public void datagram(ByteBuffer bytes) {
    session.join().datagram(bytes);
  }

  @Override
  public ClientStreamListener streamOpened(ClientStream stream) {
    streams.add(stream);
    return new ClientStreamListener() {
      @Override
      public void read(ByteBuffer bytes) {
        if (stream.bidirectional()) {
          stream.write(bytes);
        } else {
          streamNews.add("read " + bytes.remaining());
        }
      }

      @Override
      public void finished() {
        streamNews.add("finished");
        if (stream.bidirectional()) {
          stream.finish(ByteBuffer.wrap(new byte[] {'.'}));
        }
      }

      @Override
      public void failed() {
        streamNews.add("failed");
      }
    };
  }

  @Override
  public void streamEnded(OutgoingStream stream) {
    ended.add(stream);
  }

  @Override
  public void moved(InetSocketAddress to) {
    moves.add(to);
  }

  @Override
  public void closed(CloseReason reason) {
    closed.complete(reason);
  }
}
