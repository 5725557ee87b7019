package io.oriel.host.web.internal.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.oriel.api.web.WebReply.Content;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Writes one answer from the call's virtual thread: it waits for the network and the disk there,
/// so that neither holds a network thread up, and gives a browser up that takes nothing for 30 s.
final class ReplyWriter {
  private static final Set<String> OURS =
      Set.of("content-length", "transfer-encoding", "connection", "date", "set-cookie", "upgrade");
  private static final int PIECE = 64 * 1024;
  private static final int WINDOW = 4;
  private static final long STALL_SECONDS = 30;

  private final Channel channel;
  private final RequestHead head;
  private final boolean keep;
  private final Deque<ChannelFuture> unfinished = new ArrayDeque<>();

  /// @param keep the connection serves another request afterwards
  ReplyWriter(Channel channel, RequestHead head, boolean keep) {
    this.channel = channel;
    this.head = head;
    this.keep = keep;
  }

  /// Returns when the last byte was handed to the system.
  ///
  /// @throws IOException the browser went away or stalls, or the file cannot be read; the
  ///     connection is of no further use if anything was written
  void write(Answer answer) throws IOException, InterruptedException {
    var response = response(answer);
    var reply = answer.reply();
    boolean body = !head.method().equals("HEAD");
    String etag = response.headers().get("etag");
    if (reply.status() == 200 && etag != null && etag.equals(head.headers().get("if-none-match"))) {
      response.setStatus(HttpResponseStatus.NOT_MODIFIED);
      response.headers().remove("content-type");
      send(response);
      finish();
      return;
    }
    switch (reply.content()) {
      case Content.Bytes(byte[] bytes) -> {
        if (reply.status() != 204 && reply.status() != 304) {
          response.headers().set("content-length", bytes.length);
        }
        send(response);
        for (int at = 0; body && at < bytes.length; at += PIECE) {
          piece(Unpooled.wrappedBuffer(bytes, at, Math.min(PIECE, bytes.length - at)));
        }
      }
      case Content.File(FileChannel file) -> file(response, file, body, answer.allowed());
    }
    finish();
  }

  private HttpResponse response(Answer answer) {
    var response =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.reply().status()));
    var headers = response.headers();
    answer
        .reply()
        .headers()
        .forEach(
            (name, value) -> {
              if (!OURS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                headers.set(name, value);
              }
            });
    answer.cookie().ifPresent(cookie -> headers.set("set-cookie", cookie));
    if (answer.page()) {
      SecurityHeaders.allowPage(headers, head.authority(), answer.connects());
    }
    SecurityHeaders.add(headers);
    if (!keep) {
      headers.set("connection", "close");
    }
    return response;
  }

  private void file(HttpResponse response, FileChannel file, boolean body, BooleanSupplier allowed)
      throws IOException, InterruptedException {
    long size = file.size();
    response.headers().set("accept-ranges", "bytes");
    var range =
        response.status().code() == 200 ? range(response, size) : Optional.<ByteRange>empty();
    long first = 0;
    long length = size;
    if (range.isPresent()) {
      ByteRange part = range.get();
      boolean good = part.satisfiable();
      first = good ? part.first() : 0;
      length = good ? part.length() : 0;
      response.setStatus(
          good
              ? HttpResponseStatus.PARTIAL_CONTENT
              : HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
      response
          .headers()
          .set(
              "content-range",
              good ? "bytes %d-%d/%d".formatted(first, part.last(), size) : "bytes */" + size);
    }
    response.headers().set("content-length", length);
    send(response);
    for (long at = 0; body && at < length; ) {
      if (!allowed.getAsBoolean()) {
        throw new IOException("who asked for this is no longer logged in");
      }
      int some = (int) Math.min(PIECE, length - at);
      ByteBuf buffer = channel.alloc().ioBuffer(some);
      int read = 0;
      try {
        while (read < some) {
          int more = buffer.writeBytes(file, first + at + read, some - read);
          if (more <= 0) {
            throw new IOException("the file became shorter");
          }
          read += more;
        }
      } catch (IOException | RuntimeException e) {
        buffer.release();
        throw e;
      }
      piece(buffer);
      at += some;
    }
  }

  /// A range of something that changed since is not asked for (RFC 9110 §13.1.5).
  private Optional<ByteRange> range(HttpResponse response, long size) {
    String unless = head.headers().get("if-range");
    if (unless != null && !unless.equals(response.headers().get("etag"))) {
      return Optional.empty();
    }
    return ByteRange.parse(head.headers().get("range"), size);
  }

  private void piece(ByteBuf bytes) throws IOException, InterruptedException {
    send(new DefaultHttpContent(bytes));
  }

  private void send(Object message) throws IOException, InterruptedException {
    unfinished.addLast(channel.writeAndFlush(message));
    while (unfinished.size() > WINDOW) {
      await();
    }
  }

  private void finish() throws IOException, InterruptedException {
    send(LastHttpContent.EMPTY_LAST_CONTENT);
    while (!unfinished.isEmpty()) {
      await();
    }
  }

  private void await() throws IOException, InterruptedException {
    ChannelFuture oldest = unfinished.removeFirst();
    if (!oldest.await(STALL_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("nothing was taken for " + STALL_SECONDS + " s");
    }
    if (!oldest.isSuccess()) {
      throw new IOException("the connection is gone", oldest.cause());
    }
  }
}
