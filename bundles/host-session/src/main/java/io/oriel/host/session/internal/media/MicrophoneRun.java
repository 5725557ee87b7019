package io.oriel.host.session.internal.media;

import io.oriel.api.audio.Microphone;
import io.oriel.host.session.internal.OpenStage;
import io.oriel.media.core.MediaThread;
import java.nio.ByteBuffer;

/// What a client says, on its way to the programs that record: one thread, from when the client
/// may speak until it may not.
public final class MicrophoneRun {
  private static final int QUEUED_PACKETS = 16;

  /// The longest Opus packet of one stream (RFC 6716 §3.4).
  static final int LONGEST_BYTES = 1275;

  /// Told on the microphone's thread; only posts.
  public interface Trouble {
    /// The backend threw.
    void lost(OpenStage<Microphone> microphone, String why);

    /// The thread died: nobody hears the client from now on.
    void failed(Throwable cause);
  }

  final MicrophoneFigures figures;
  final PacketQueue queue = new PacketQueue(QUEUED_PACKETS, LONGEST_BYTES);
  volatile OpenStage<Microphone> to; // null: none; the control thread writes
  volatile boolean running = true;

  private final Trouble trouble;
  private OpenStage<Microphone> reported; // microphone thread
  private Thread thread; // set by start, before anybody else has this

  /// Starts the thread.
  public static MicrophoneRun start(String sessionId, MicrophoneFigures figures, Trouble trouble) {
    var run = new MicrophoneRun(figures, trouble);
    run.thread =
        MediaThread.start("oriel-mic-" + sessionId, new MicrophoneLoop(run), trouble::failed);
    return run;
  }

  private MicrophoneRun(MicrophoneFigures figures, Trouble trouble) {
    this.figures = figures;
    this.trouble = trouble;
  }

  /// Writes there from now on; `null`: nowhere.
  public void to(OpenStage<Microphone> microphone) {
    to = microphone;
  }

  /// A packet of the client's, borrowed. The link's receive thread, however many a link has; waits
  /// for nothing.
  ///
  /// @param sequence modulo 2^32
  public synchronized void packet(ByteBuffer packet, int sequence) {
    if (!packet.hasRemaining() || !queue.offer(packet, sequence)) {
      figures.dropped.increment();
    }
  }

  void broken(OpenStage<Microphone> microphone, RuntimeException cause) {
    if (microphone != reported) { // the control thread, which is told, opens another
      reported = microphone;
      trouble.lost(microphone, cause.toString());
    }
  }

  /// Ends the thread.
  ///
  /// @return `false`: it is still inside a backend after a second
  public boolean stop() throws InterruptedException {
    running = false;
    queue.ring();
    thread.join(1000);
    return !thread.isAlive();
  }
}
