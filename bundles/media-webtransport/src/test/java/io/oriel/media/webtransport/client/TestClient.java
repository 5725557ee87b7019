package io.oriel.media.webtransport.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.DefaultHttp3SettingsFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3Settings;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.oriel.media.webtransport.internal.wire.CapsuleReader;
import io.oriel.media.webtransport.internal.wire.Varint;
import io.oriel.media.webtransport.internal.wire.Wire;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One connection and its session. Any thread.
public final class TestClient implements AutoCloseable {
  private static final long SECONDS = 30;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("test-wt", true), NioIoHandler.newFactory());
  private final BlockingQueue<byte[]> datagrams = new LinkedBlockingQueue<>();
  private final BlockingQueue<TestMessage> messages = new LinkedBlockingQueue<>();
  private final ConnectAnswer answer = new ConnectAnswer();
  private Consumer<TestMessage> hears = messages::add;
  private Channel socket;
  private QuicChannel connection;
  private QuicStreamChannel connect;

  private TestClient() {}

  /// Connects and opens a session.
  ///
  /// @param hash of the server's certificate
  /// @throws java.io.IOException with the status, if it is refused
  public static TestClient open(InetSocketAddress server, byte[] hash, String path)
      throws Exception {
    return open(server, hash, path, null, List.of());
  }

  /// The same as a page of some origin.
  public static TestClient open(
      InetSocketAddress server, byte[] hash, String path, String origin, List<String> protocols)
      throws Exception {
    TestClient client = connectOnly(server, hash);
    try {
      client.request(server, path, origin, protocols);
      String status = client.answer().headers().status().toString();
      if (!status.equals("200")) {
        throw new java.io.IOException("status " + status);
      }
      return client;
    } catch (Exception e) {
      client.close();
      throw e;
    }
  }

  /// Connects and asks for nothing.
  public static TestClient connectOnly(InetSocketAddress server, byte[] hash) throws Exception {
    var client = new TestClient();
    try {
      QuicSslContext tls =
          QuicSslContextBuilder.forClient()
              .trustManager(new PinnedCertificate(hash))
              .applicationProtocols("h3")
              .endpointIdentificationAlgorithm(null)
              .build();
      client.socket =
          new Bootstrap()
              .group(client.group)
              .channel(NioDatagramChannel.class)
              .option(io.netty.channel.ChannelOption.SO_RCVBUF, 4 << 20)
              .handler(
                  new QuicClientCodecBuilder()
                      .sslContext(tls)
                      .maxIdleTimeout(30, TimeUnit.SECONDS)
                      .initialMaxData(15 << 20)
                      .initialMaxStreamDataBidirectionalLocal(6 << 20)
                      .initialMaxStreamDataBidirectionalRemote(6 << 20)
                      .initialMaxStreamDataUnidirectional(6 << 20)
                      .initialMaxStreamsBidirectional(100)
                      .initialMaxStreamsUnidirectional(103) // as Chromium
                      .datagram(1000, 1000)
                      .build())
              .bind(new InetSocketAddress(local(server), 0))
              .sync()
              .channel();
      client.connection =
          QuicChannel.newBootstrap(client.socket)
              .handler(client.new Setup())
              .remoteAddress(server)
              .connect()
              .get(SECONDS, TimeUnit.SECONDS);
      return client;
    } catch (Exception e) {
      client.close();
      throw e;
    }
  }

  private static String local(InetSocketAddress server) {
    return server.getAddress() instanceof java.net.Inet6Address ? "::1" : "127.0.0.1";
  }

  /// Sends a CONNECT request; [#answer()] waits for what comes of it.
  public void request(InetSocketAddress server, String path, String origin, List<String> protocols)
      throws Exception {
    connect = ask(answer, server, path, origin, protocols);
  }

  /// Asks for one more session.
  public void openAnother(InetSocketAddress server, String path) throws Exception {
    var another = new ConnectAnswer();
    ask(another, server, path, null, List.of());
    var status = another.headers.get(SECONDS, TimeUnit.SECONDS).headers().status();
    if (!"200".contentEquals(status)) {
      throw new java.io.IOException("status " + status);
    }
  }

  private QuicStreamChannel ask(
      ConnectAnswer hears,
      InetSocketAddress server,
      String path,
      String origin,
      List<String> protocols)
      throws Exception {
    QuicStreamChannel stream =
        Http3.newRequestStream(connection, hears).get(SECONDS, TimeUnit.SECONDS);
    var frame = new DefaultHttp3HeadersFrame();
    frame
        .headers()
        .method("CONNECT")
        .protocol("webtransport")
        .scheme("https")
        .authority("localhost:" + server.getPort())
        .path(path)
        .set("sec-webtransport-http3-draft02", "1");
    if (origin != null) {
      frame.headers().set("origin", origin);
    }
    if (!protocols.isEmpty()) {
      frame.headers().set("wt-available-protocols", "\"" + String.join("\", \"", protocols) + "\"");
    }
    stream.writeAndFlush(frame).get(SECONDS, TimeUnit.SECONDS);
    return stream;
  }

  /// The answer to the CONNECT request.
  public Http3HeadersFrame answer() throws Exception {
    return answer.headers.get(SECONDS, TimeUnit.SECONDS);
  }

  /// The host's code and reason, once it has ended the session.
  public CompletableFuture<String> closedByHost() {
    return answer.closed;
  }

  /// The QUIC connection, for tests of what no client should do.
  public QuicChannel connection() {
    return connection;
  }

  /// Hears messages on the client's thread instead of queueing them.
  public void onMessage(Consumer<TestMessage> consumer) {
    hears = consumer;
  }

  /// The next message of the host, or `null`.
  public TestMessage message() throws InterruptedException {
    return messages.poll(SECONDS, TimeUnit.SECONDS);
  }

  /// The next datagram, or `null`.
  public byte[] datagram() throws InterruptedException {
    return datagrams.poll(SECONDS, TimeUnit.SECONDS);
  }

  public void send(byte[] payload) {
    ByteBuf datagram = Unpooled.directBuffer();
    Varint.write(datagram, connect.streamId() / 4);
    connection.writeAndFlush(datagram.writeBytes(payload));
  }

  /// Opens a stream of the session.
  public TestStream stream(boolean bidirectional) throws Exception {
    ByteBuf head = Unpooled.directBuffer();
    Varint.write(head, bidirectional ? Wire.BIDI_STREAM : Wire.UNI_STREAM);
    Varint.write(head, connect.streamId());
    return stream(bidirectional, head);
  }

  /// Opens a stream with any first bytes.
  public TestStream stream(boolean bidirectional, ByteBuf head) throws Exception {
    var stream = new TestStream();
    QuicStreamChannel channel =
        connection
            .createStream(
                bidirectional ? QuicStreamType.BIDIRECTIONAL : QuicStreamType.UNIDIRECTIONAL,
                stream)
            .get(SECONDS, TimeUnit.SECONDS);
    stream.opened(channel);
    channel.writeAndFlush(head);
    return stream;
  }

  /// Ends the session as pages do.
  public void end(int code, String reason) {
    ByteBuf capsule = Unpooled.directBuffer();
    CapsuleReader.writeClose(capsule, code, reason);
    capsules(capsule);
  }

  /// Writes to the body of the CONNECT request.
  public void capsules(ByteBuf bytes) {
    connect.writeAndFlush(new DefaultHttp3DataFrame(bytes));
  }

  /// Goes without a word.
  public void vanish() {
    socket.close().awaitUninterruptibly(SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close().awaitUninterruptibly(SECONDS, TimeUnit.SECONDS);
    }
    if (socket != null) {
      socket.close().awaitUninterruptibly(SECONDS, TimeUnit.SECONDS);
    }
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final class Setup extends io.netty.channel.ChannelInitializer<QuicChannel> {
    @Override
    protected void initChannel(QuicChannel channel) {
      var settings =
          new Http3Settings((_, _) -> true)
              .qpackMaxTableCapacity(65536)
              .qpackBlockedStreams(100)
              .maxFieldSectionSize(16384)
              .enableH3Datagram(true);
      settings.put(Wire.ENABLE_WEBTRANSPORT, 1L);
      settings.put(0x1f * 100L + 0x21, 4711L); // grease, RFC 9114 §7.2.4.1
      channel
          .pipeline()
          .addLast(
              new Http3ClientConnectionHandler(
                  null,
                  null,
                  _ -> new HostStream(message -> hears.accept(message)),
                  new DefaultHttp3SettingsFrame(settings),
                  true,
                  (_, _) -> true))
          .addLast(
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object message)
                    throws Exception {
                  if (message instanceof ByteBuf datagram) {
                    Varint.read(datagram);
                    byte[] bytes = new byte[datagram.readableBytes()];
                    datagram.readBytes(bytes);
                    datagram.release();
                    datagrams.add(bytes);
                  } else {
                    super.channelRead(context, message);
                  }
                }

                @Override
                public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                  // Tests look at what comes of it.
                }
              });
    }
  }
}
