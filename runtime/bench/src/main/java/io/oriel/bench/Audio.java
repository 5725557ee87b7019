package io.oriel.bench;

import io.oriel.bench.peer.AbsentException;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.itest.HostProcess;
import io.oriel.itest.RunningHost;
import io.oriel.itest.TonePlayer;
import io.oriel.media.opus.OpusLibrary;
import java.util.List;

/// Sound from a session's sink to the client's socket: the real host, a real PipeWire, and clicks
/// that a program on the desktop plays.
final class Audio implements Benchmark {
  static final String NAME = "audio";

  private static final int SECONDS = 60;
  private static final int LONG_SECONDS = 600;
  private static final List<AudioScene> SCENES =
      List.of(new AudioScene("stereo", 2), new AudioScene("5.1", 6), new AudioScene("7.1", 8));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "sound from the sink to the datagram, and how it keeps to the clock";
  }

  @Override
  public List<String> cases() {
    return SCENES.stream().map(AudioScene::name).toList();
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    if (!HostProcess.built()) {
      throw new AbsentException(
          "no distribution in " + HostProcess.distribution() + "; build it first");
    }
    for (var lack : List.of(TonePlayer.lack(), OpusLibrary.lack())) {
      if (lack.isPresent()) {
        throw new AbsentException(lack.get());
      }
    }
    int seconds = (int) Math.ceil(run.seconds(SECONDS, LONG_SECONDS));
    try (RunningHost host = RunningHost.start(RunningHost.QUIET)) {
      GameStreamHost client = host.paired();
      for (AudioScene scene : SCENES) {
        if (cases.contains(scene.name())) {
          run.progress("audio " + scene.name() + ": " + seconds + " s");
          run.addAll(scene.measure(host, client, seconds));
        }
      }
    }
  }
}
