package io.oriel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuiteTest {
  private record Fake(String name, List<String> cases) implements Benchmark {
    @Override
    public String about() {
      return "";
    }

    @Override
    public void run(List<String> cases, Run run) {}
  }

  private final Fake wire = new Fake("wire", List.of("2gbit", "5120x1440@240"));
  private final Fake seal = new Fake("seal", List.of("1200"));
  private final Suite suite = new Suite(List.of(wire, seal));

  @Test
  void nothing_named_means_everything() throws Exception {
    assertThat(suite.choose(List.of()))
        .containsExactly(Map.entry(wire, wire.cases()), Map.entry(seal, seal.cases()));
  }

  @Test
  void a_name_means_all_its_cases_and_a_case_only_itself() throws Exception {
    assertThat(suite.choose(List.of("seal", "wire:5120x1440@240", "wire:5120x1440@240")))
        .containsExactly(
            Map.entry(wire, List.of("5120x1440@240")), Map.entry(seal, List.of("1200")));
  }

  @Test
  void unknown_names_are_answered_with_the_list() {
    assertThatThrownBy(() -> suite.choose(List.of("wirr")))
        .hasMessageContaining("no benchmark wirr")
        .hasMessageContaining("wire, seal");
    assertThatThrownBy(() -> suite.choose(List.of("wire:1gbit")))
        .hasMessageContaining("wire has no case 1gbit")
        .hasMessageContaining("2gbit, 5120x1440@240");
  }

  @Test
  void names_of_benchmarks_and_cases_are_unique_and_can_be_typed() {
    var names = Suite.ORIEL.all().stream().map(Benchmark::name).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(n -> n.matches("[a-z0-9-]+"));
    for (Benchmark b : Suite.ORIEL.all()) {
      assertThat(b.cases()).isNotEmpty().doesNotHaveDuplicates().allMatch(c -> !c.contains(":"));
      assertThat(b.about()).isNotBlank();
    }
  }
}
