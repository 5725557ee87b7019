package io.oriel.client.gamestream;

import io.oriel.api.audio.OpusLayout;
import io.oriel.client.gamestream.internal.control.ControlConnection;
import io.oriel.client.gamestream.internal.media.AudioReceiver;
import io.oriel.client.gamestream.internal.media.FrameAssembler;
import io.oriel.client.gamestream.internal.media.FrameGate;
import io.oriel.client.gamestream.internal.media.MediaSocket;
import io.oriel.client.gamestream.internal.media.StreamCounters;
import io.oriel.client.gamestream.internal.media.VideoDecoder;
import io.oriel.client.gamestream.internal.media.VideoReceiver;
import io.oriel.client.gamestream.internal.rtsp.RtspHandshake;
import io.oriel.client.gamestream.internal.rtsp.RtspResult;
import io.oriel.media.opus.OpusLibrary;
import io.oriel.wire.gamestream.control.ControlMessages;
import io.oriel.wire.gamestream.control.FecStatus;
import io.oriel.wire.gamestream.control.FeedbackReader;
import io.oriel.wire.gamestream.enet.Delivery;
import io.oriel.wire.gamestream.rtsp.SurroundParams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A running stream: control connection, video and sound sockets, decoder, each with a thread of
/// its own, all gone when [#close()] returns.
public final class GameStream implements AutoCloseable {
  private static final AtomicInteger STREAMS = new AtomicInteger();
  private static final int VIDEO_BUFFER = 4 << 20;
  private static final int AUDIO_BUFFER = 512 << 10; // 1.5 s of the richest sound
  private static final int URGENT = 1;
  private static final int GRACEFUL = 0x80030023;

  private final StreamOptions options;
  private final StreamListener listener;
  private final StreamCounters counters;
  private final String name = "gs" + STREAMS.incrementAndGet();
  private final AtomicBoolean over = new AtomicBoolean();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private volatile ControlConnection control;
  private volatile MediaSocket audio;
  private volatile AudioReceiver sound;
  private volatile MediaSocket video;
  private volatile VideoDecoder decoder;
  private volatile FrameGate gate;
  private volatile VideoReceiver receiver;
  private volatile ClientInput input;
  private RtspResult agreed;

  private GameStream(StreamOptions options, StreamListener listener, long launchedNanos) {
    this.options = options;
    this.listener = listener;
    this.counters = new StreamCounters(launchedNanos);
  }

  static GameStream open(
      GameStreamHost host,
      String sessionUrl,
      LaunchKeys keys,
      StreamOptions options,
      StreamListener listener,
      long launchedNanos)
      throws IOException {
    var stream = new GameStream(options, listener, launchedNanos);
    try {
      stream.connect(host, sessionUrl, keys);
      return stream;
    } catch (InterruptedException e) {
      stream.close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while connecting", e);
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /// The input of this stream.
  public ClientInput input() {
    return input;
  }

  /// A snapshot; any thread, also after the end.
  public StreamFigures figures() {
    return counters.figures();
  }

  /// Completes with the code of [StreamListener#ended] when the host ends the stream, it breaks, or
  /// [#close()] was called.
  public CompletableFuture<Integer> ended() {
    return ended.copy();
  }

  /// Whether video is encrypted.
  public boolean videoEncrypted() {
    return agreed.videoEncrypted();
  }

  /// Drops so many of the next video datagrams, as a hole in the network does.
  public void dropNext(int datagrams) {
    receiver.dropNext(datagrams);
  }

  /// Asks for a key frame, as a client does whose decoder is in trouble.
  public void requestKeyFrame() {
    counters.keyFrameRequests.incrementAndGet();
    control.send(URGENT, ControlMessages.keyFrameWanted(), Delivery.RELIABLE);
  }

  /// Leaves as a client does that is switched off: not a word to the host.
  public void vanish() {
    if (over.compareAndSet(false, true)) {
      control.vanish();
      finish(0, "vanished");
    }
    release();
  }

  /// Leaves in an orderly way; the application goes on running at the host.
  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      finish(0, "closed by the client");
    }
    release();
  }

  private void connect(GameStreamHost to, String sessionUrl, LaunchKeys keys)
      throws IOException, InterruptedException {
    String host = to.host();
    ClientManners manners = to.manners();
    sound = new AudioReceiver(counters, listener, keys.key(), keys.id());
    var handshake = new RtspHandshake(host, sessionUrl, keys.key(), options, manners);
    agreed =
        handshake.perform(
            (port, payload) ->
                audio =
                    new MediaSocket(
                        new InetSocketAddress(manners.from(), manners.audioPort()),
                        new InetSocketAddress(host, port),
                        payload,
                        AUDIO_BUFFER,
                        name + "-audio",
                        sound,
                        this::died));
    sound.agreed(
        new AudioReceiver.Agreed(
            layout(agreed.sound()),
            options.sound().millis(options.bitrateKbps()),
            agreed.audioEncrypted(),
            OpusLibrary.lack().isEmpty()));
    control =
        new ControlConnection(
            new InetSocketAddress(manners.from(), 0),
            new InetSocketAddress(host, agreed.controlPort()),
            agreed.connectData(),
            keys.key(),
            agreed.controlScheme(),
            name + "-control",
            new FromHost());
    control.open();
    var own = new InetSocketAddress(manners.from(), manners.videoPort());
    openVideo(own, new InetSocketAddress(host, agreed.videoPort()), keys);
    input = new ClientInput(control::send);
    input.haptics(true);
    input.moveBy(1, 1);
    input.moveBy(-1, -1);
  }

  private void openVideo(InetSocketAddress own, InetSocketAddress host, LaunchKeys keys)
      throws IOException {
    int packetSize = agreed.packetSize();
    gate =
        new FrameGate(
            options.codec(), agreed.referenceInvalidation(), packetSize, new Outlet(), counters);
    if (options.decode()) {
      decoder =
          new VideoDecoder(
              options.codec(), listener, counters, gate::overflowed, this::died, name + "-decode");
    }
    receiver =
        new VideoReceiver(
            new FrameAssembler(packetSize, gate, counters),
            counters,
            listener,
            options.lossPercent(),
            options.seed(),
            agreed.videoEncrypted() ? keys.key() : null);
    video =
        new MediaSocket(
            own, host, agreed.videoPing(), VIDEO_BUFFER, name + "-video", receiver, this::died);
  }

  private static OpusLayout layout(SurroundParams p) {
    return new OpusLayout(p.channels(), p.streams(), p.coupled(), p.mapping());
  }

  private void died(Throwable cause) {
    Throwable root = cause instanceof UncheckedIOException u ? u.getCause() : cause;
    int code = root instanceof GameStreamException g ? g.code() : -1;
    if (over.compareAndSet(false, true)) {
      finish(code, String.valueOf(root.getMessage()));
    }
  }

  private void finish(int code, String detail) {
    counters.ended(code, detail);
    listener.ended(code, detail);
    ended.complete(code);
  }

  private void release() {
    if (control != null) {
      control.close();
    }
    if (video != null) {
      video.close();
    }
    if (audio != null) {
      audio.close();
    }
    if (sound != null) {
      sound.close();
    }
    if (decoder != null) {
      decoder.close();
    }
  }

  private final class Outlet implements FrameGate.Outlet {
    @Override
    public void show(ReceivedFrame frame) {
      listener.frame(frame);
      if (decoder != null) {
        decoder.submit(frame);
      } else {
        counters.shown(options.widthPx(), options.heightPx(), frame.completeNanos());
      }
    }

    @Override
    public void wantKeyFrame() {
      requestKeyFrame();
    }

    @Override
    public void invalidate(int first, int last) {
      control.send(URGENT, ControlMessages.invalidate(first, last), Delivery.RELIABLE);
    }

    @Override
    public void fec(FecStatus report) {
      control.send(0, ControlMessages.fecStatus(report), Delivery.UNSEQUENCED);
    }
  }

  private final class FromHost implements ControlConnection.Listener {
    @Override
    public void message(int type, byte[] payload) {
      if (!ControlConnection.ends(type) || payload.length < 4) {
        FeedbackReader.read(type, payload, listener.feedback());
        listener.message(type, payload);
        return;
      }
      int code = ByteBuffer.wrap(payload).getInt();
      if (over.compareAndSet(false, true)) {
        boolean seen = counters.anyKeyFrame();
        int told = code == GRACEFUL ? seen ? 0 : GameStreamException.EARLY_END : code;
        finish(told, "the host ended the stream with 0x" + Integer.toHexString(code));
      }
    }

    @Override
    public void disconnected(boolean timedOut) {
      if (over.compareAndSet(false, true)) {
        finish(-1, timedOut ? "the host is silent" : "the host broke the connection off");
      }
    }
  }
}
