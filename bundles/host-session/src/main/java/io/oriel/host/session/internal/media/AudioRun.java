package io.oriel.host.session.internal.media;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.audio.AudioStream;
import io.oriel.api.backend.BackendException;
import io.oriel.api.session.ClientLink;
import io.oriel.host.session.internal.OpenStage;
import io.oriel.media.core.MediaThread;
import io.oriel.media.opus.OpusEncoder;

/// A session's sound from its start to its end: one thread that encodes what a capture delivers,
/// and silence while there is none. Captures come and go; packets never stop.
public final class AudioRun {
  /// Samples of every channel that one read delivers: 5 ms, also for packets of 10.
  public static final int BLOCK_FRAMES = AudioParameters.SAMPLE_RATE_HZ / 200;

  /// Told on the audio thread; only posts.
  public interface Trouble {
    /// The capture does not deliver any more.
    void lost(OpenStage<AudioStream> capture, BackendException cause);

    /// The thread died: no sound from now on.
    void failed(Throwable cause);
  }

  final AudioParameters parameters;
  final OpusEncoder encoder; // null: there is no Opus, silence alone
  final ClientLink link;
  final SoundFigures figures;
  final Trouble trouble;
  volatile OpenStage<AudioStream> capture; // null: none; the control thread writes
  volatile boolean running = true;

  private Thread thread; // set by start, before anybody else has this

  /// Starts the thread.
  ///
  /// @param encoder taken over; `null`: sends silence that needs none
  public static AudioRun start(
      String sessionId,
      AudioParameters parameters,
      OpusEncoder encoder,
      ClientLink link,
      SoundFigures figures,
      Trouble trouble) {
    var run = new AudioRun(parameters, encoder, link, figures, trouble);
    run.thread = MediaThread.start("oriel-aud-" + sessionId, new AudioLoop(run), trouble::failed);
    return run;
  }

  private AudioRun(
      AudioParameters parameters,
      OpusEncoder encoder,
      ClientLink link,
      SoundFigures figures,
      Trouble trouble) {
    this.parameters = parameters;
    this.encoder = encoder;
    this.link = link;
    this.figures = figures;
    this.trouble = trouble;
  }

  /// Captures from there from now on; `null`: silence.
  public void from(OpenStage<AudioStream> source) {
    capture = source;
  }

  /// Ends the thread.
  ///
  /// @return `false`: it is still inside a backend after a second
  public boolean stop() throws InterruptedException {
    running = false;
    thread.join(1000);
    return !thread.isAlive();
  }
}
