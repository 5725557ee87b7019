package io.oriel.bench;

import io.oriel.bench.peer.AbsentException;
import io.oriel.media.pipewire.PipeWire;
import io.oriel.media.pipewire.testing.PrivatePipeWire;
import java.util.List;

/// Pictures from a desktop's PipeWire node to the host: a real PipeWire, a producer that shows the
/// test picture, and the capture that sessions use.
final class CapturePath implements Benchmark {
  static final String NAME = "capture";

  private static final double SECONDS = 20;
  private static final double LONG_SECONDS = 120;
  private static final List<CaptureScene> SCENES =
      List.of(
          new CaptureScene("720p60", 1280, 720, 60, CaptureScene.PLENTY),
          new CaptureScene("1080p60", 1920, 1080, 60, CaptureScene.PLENTY),
          new CaptureScene("1080p120", 1920, 1080, 120, CaptureScene.PLENTY),
          new CaptureScene("2160p60", 3840, 2160, 60, CaptureScene.PLENTY),
          new CaptureScene("1080p60-copied", 1920, 1080, 60, CaptureScene.FEW));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "pictures from a desktop's PipeWire node to the host";
  }

  @Override
  public List<String> cases() {
    return SCENES.stream().map(CaptureScene::name).toList();
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    if (!PrivatePipeWire.installed() || PipeWire.version().isEmpty()) {
      throw new AbsentException("PipeWire is not installed; apt-get install pipewire wireplumber");
    }
    double seconds = run.seconds(SECONDS, LONG_SECONDS);
    try (var pipeWire = PrivatePipeWire.startBare()) {
      for (CaptureScene scene : SCENES) {
        if (cases.contains(scene.name())) {
          run.progress("capture " + scene.name() + ": " + seconds + " s");
          run.addAll(scene.measure(pipeWire.socket(), seconds));
        }
      }
    }
  }
}
