package io.oriel.bench;

import io.oriel.bench.peer.AbsentException;
import io.oriel.itest.HostProcess;
import io.oriel.itest.RunningHost;
import java.util.List;

/// Latency from drawing to decoding on real pictures: host, headless sway, drawing program and
/// client are processes of their own on this box.
final class E2e implements Benchmark {
  static final String NAME = "e2e";

  private static final int SECONDS = 20;
  private static final int WARM_UP_SECONDS = 10;
  private static final int BRIEF_WARM_UP_SECONDS = 4;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "age of a program's pictures when the client has decoded them";
  }

  @Override
  public List<String> cases() {
    return E2eScene.ALL.stream().map(E2eScene::name).toList();
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    if (!HostProcess.built()) {
      throw new AbsentException(
          "no distribution in " + HostProcess.distribution() + "; build it first");
    }
    int seconds = (int) Math.ceil(run.seconds(SECONDS));
    int warmUp = run.brief() ? BRIEF_WARM_UP_SECONDS : WARM_UP_SECONDS;
    try (RunningHost host = RunningHost.start(RunningHost.QUIET)) {
      host.paired();
      for (E2eScene scene : E2eScene.ALL) {
        if (cases.contains(scene.name())) {
          run.addAll(scene.measure(host, warmUp, seconds));
        }
      }
    }
  }
}
