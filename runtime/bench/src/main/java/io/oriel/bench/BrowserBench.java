package io.oriel.bench;

import io.oriel.bench.peer.AbsentException;
import io.oriel.itest.HostProcess;
import io.oriel.itest.RunningHost;
import io.oriel.itest.TonePlayer;
import io.oriel.itest.browser.Browser;
import java.util.List;
import java.util.Optional;

/// Picture, input and sound in a page: host, headless sway, drawing program and a headless Chromium
/// are processes of their own on this box. The figures are the page's own.
final class BrowserBench implements Benchmark {
  static final String NAME = "browser";

  private static final int SECONDS = 10;
  private static final int WARM_UP_SECONDS = 8;
  private static final List<BrowserScene> SCENES =
      List.of(
          new BrowserScene("webtransport-720p60", "webtransport"),
          new BrowserScene("webrtc-720p60", "webrtc"));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "pictures, input and sound in a page of a real browser";
  }

  @Override
  public List<String> cases() {
    return SCENES.stream().map(BrowserScene::name).toList();
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    if (!HostProcess.built()) {
      throw new AbsentException(
          "no distribution in " + HostProcess.distribution() + "; build it first");
    }
    for (var lack : List.of(Browser.lack(), TonePlayer.lack())) {
      if (lack.isPresent()) {
        throw new AbsentException(lack.get());
      }
    }
    int seconds = (int) Math.ceil(run.seconds(SECONDS));
    int warmUp = run.brief() ? 0 : WARM_UP_SECONDS;
    try (RunningHost host = RunningHost.start(RunningHost.QUIET);
        Browser browser = Browser.start(Optional.empty())) {
      for (BrowserScene scene : SCENES) {
        if (cases.contains(scene.name())) {
          run.progress("browser " + scene.name() + ": " + seconds + " s");
          List<Result> results = scene.measure(host, browser, warmUp, seconds);
          run.addAll(results);
          if (results.stream().noneMatch(r -> r.metric().equals(BrowserScene.SOUND))) {
            run.absent(
                NAME, scene.name(), BrowserScene.SOUND + ": the browser did not tell it in time");
          }
        }
      }
    }
  }
}
