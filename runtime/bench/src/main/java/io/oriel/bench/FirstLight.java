package io.oriel.bench;

import io.oriel.bench.peer.AbsentException;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.itest.HostProcess;
import io.oriel.itest.RunningHost;
import java.util.List;

/// The whole chain on this box: a real host, real headless sway, a window at full damage, the
/// reference client. CPU, memory and allocation are those of the host's Java process alone.
final class FirstLight implements Benchmark {
  static final String NAME = "first-light";

  private static final int STREAM_SECONDS = 20;
  private static final int WARM_UP_SECONDS = 10;
  private static final int STARTS = 10;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "a stream of 720p and 1080p at 60 Hz, and the start of the host";
  }

  @Override
  public List<String> cases() {
    return List.of(StreamScene.HD.name(), StreamScene.FULL_HD.name(), StartScene.NAME);
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    if (!HostProcess.built()) {
      throw new AbsentException(
          "no distribution in " + HostProcess.distribution() + "; build it first");
    }
    int seconds = (int) Math.ceil(run.seconds(STREAM_SECONDS));
    try (RunningHost host = RunningHost.start(RunningHost.QUIET)) {
      GameStreamHost client = host.paired();
      if (!run.brief()) {
        StreamScene.FULL_HD.measure(host, client, WARM_UP_SECONDS);
      }
      for (StreamScene scene : List.of(StreamScene.HD, StreamScene.FULL_HD)) {
        if (cases.contains(scene.name())) {
          run.addAll(scene.measure(host, client, seconds));
        }
      }
      if (cases.contains(StartScene.NAME)) {
        run.addAll(new StartScene().measure(host, client, run.brief() ? 1 : STARTS));
      }
    }
  }
}
