package io.oriel.vdisplay.portal.internal;

import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.media.nat.Fd;
import io.oriel.media.pipewire.ConnectionListener;
import io.oriel.media.pipewire.Global;
import io.oriel.media.pipewire.PipeWireConnection;
import io.oriel.media.pipewire.PipeWireException;
import io.oriel.media.pipewire.PixelFormat;
import io.oriel.media.pipewire.VideoBuffer;
import io.oriel.media.pipewire.VideoMode;
import io.oriel.media.pipewire.VideoStream;
import io.oriel.media.pipewire.VideoStreamFormat;
import io.oriel.media.pipewire.VideoStreamListener;
import io.oriel.media.pipewire.VideoStreamRequest;
import io.oriel.media.pipewire.VideoWish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Fetches pictures through the connection that a portal gave.
final class Pictures implements ConnectionListener, VideoStreamListener, AutoCloseable {
  private final List<Integer> nodes = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
  private final int node;
  private final PipeWireConnection connection;
  private volatile VideoStream stream;

  Pictures(PipeWireNode target) throws PipeWireException {
    node = target.nodeId();
    connection =
        PipeWireConnection.open("test-pictures", new Fd(target.remoteFd().orElseThrow()), this);
    nodes.remove(Integer.valueOf(node));
    stream =
        connection.captureVideo(
            new VideoStreamRequest(
                "test",
                Map.of(),
                node,
                false,
                List.of(VideoWish.shared(PixelFormat.BGRX)),
                new VideoMode(640, 360, 60_000, false),
                3,
                false),
            this,
            Duration.ofSeconds(10));
  }

  /// Size of the next picture, or what became of the stream; `null`: nothing for half a second.
  String await() throws InterruptedException {
    return arrived.poll(500, TimeUnit.MILLISECONDS);
  }

  /// Nodes that a portal should hide.
  List<Integer> nodesOfOthers() {
    return nodes;
  }

  @Override
  public void appeared(Global global) {
    if (global.type().equals(Global.NODE) && stream == null) {
      nodes.add(global.id());
    }
  }

  @Override
  public void lost(String why) {
    arrived.add("lost: " + why);
  }

  @Override
  public boolean format(VideoStreamFormat format) {
    return true;
  }

  @Override
  public void added(VideoStream of, VideoBuffer buffer, int count) {
    stream = of;
  }

  @Override
  public void removed(VideoBuffer buffer, int count) {}

  @Override
  public void arrived(VideoBuffer buffer, long nowNanos) {
    if (buffer.picture()) {
      arrived.add(buffer.widthPx() + "x" + buffer.heightPx());
    }
    stream.giveBack(buffer);
  }

  @Override
  public void ended(PipeWireException why) {
    arrived.add("ended: " + why.getMessage());
  }

  @Override
  public void close() {
    connection.close();
  }
}
