package io.oriel.bench;

import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.itest.RunningHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Starts of the host on a folder it has used before, with one launch in each; medians.
final class StartScene {
  static final String NAME = "host";
  private static final long START_SECONDS = 20;

  private final List<Double> readyMillis = new ArrayList<>();
  private final List<Double> firstKeyFrameMillis = new ArrayList<>();
  private final List<Double> residentMib = new ArrayList<>();

  List<Result> measure(RunningHost warm, GameStreamHost client, int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      warm.restart();
      readyMillis.add((double) warm.process().readyMillis());
      launch(warm, client);
    }
    return List.of(
        median("first_key_frame_ms", "ms", firstKeyFrameMillis).goal(1000),
        median("ready_ms", "ms", readyMillis).goal(3000),
        median("rss_mib", "MiB", residentMib).goal(300));
  }

  private void launch(RunningHost host, GameStreamHost client) throws Exception {
    var shown = new CountDownLatch(1);
    var listener =
        new StreamListener() {
          @Override
          public void frame(ReceivedFrame frame) {
            shown.countDown();
          }
        };
    var options = StreamOptions.of(1280, 720, 60).decoding(false);
    try (var stream = client.stream("Desktop", options, listener)) {
      if (!shown.await(START_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("no frame within " + START_SECONDS + " s");
      }
      firstKeyFrameMillis.add(stream.figures().firstKeyFrameMs());
      TimeUnit.SECONDS.sleep(1); // memory with a running session, not with one that just began
      residentMib.add(ProcessUse.residentMib(host.process().process().pid()));
    }
    client.quit();
    host.desktops(0);
  }

  private static Result median(String metric, String unit, List<Double> values) {
    var sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    double middle = sorted.get(sorted.size() / 2);
    return Result.lower(FirstLight.NAME, NAME, metric, unit, middle, sorted.size());
  }
}
