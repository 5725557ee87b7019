package io.oriel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oriel.bench.peer.AbsentException;
import io.oriel.bench.peer.Peers;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every case runs, if only for a moment. The figures mean nothing here.
class SmokeTest {
  private static final double SECONDS = 0.1;

  // start a real host and a desktop: what they do is tested in itest
  private static final Set<String> WHOLE_HOST = Set.of(FirstLight.NAME, "e2e", "browser");

  static Stream<Benchmark> benchmarks() {
    return Suite.ORIEL.all().stream().filter(b -> !WHOLE_HOST.contains(b.name()));
  }

  @ParameterizedTest
  @MethodSource("benchmarks")
  void every_case_yields_figures(Benchmark benchmark) throws Exception {
    var run =
        new Run(
            new Run.Wish(SECONDS, false, Peers.NONE),
            new PrintStream(OutputStream.nullOutputStream()));
    for (String scene : benchmark.cases()) {
      int before = run.results().size();
      try {
        benchmark.run(List.of(scene), run);
      } catch (AbsentException e) {
        assumeTrue(false, e.getMessage());
      }
      List<Result> fresh = run.results().subList(before, run.results().size());
      assertThat(fresh).as(scene).isNotEmpty();
      assertThat(fresh)
          .allMatch(r -> r.bench().equals(benchmark.name()) && r.scene().equals(scene))
          .allMatch(r -> Double.isFinite(r.value()));
    }
  }
}
