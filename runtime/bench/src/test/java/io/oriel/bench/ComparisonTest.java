package io.oriel.bench;

import static io.oriel.bench.Comparison.Change.BETTER;
import static io.oriel.bench.Comparison.Change.GONE;
import static io.oriel.bench.Comparison.Change.NEW;
import static io.oriel.bench.Comparison.Change.SAME;
import static io.oriel.bench.Comparison.Change.WORSE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir Path folder;

  private static Result lower(double value) {
    return Result.lower("b", "c", "m", "ms", value, 1);
  }

  private static Result higher(double value) {
    return Result.higher("b", "c", "m", "GB/s", value, 1);
  }

  private static ResultFile file(Result... results) {
    return new ResultFile(new JsonObject(), List.of(results), List.of());
  }

  private static Comparison.Change change(Result before, Result after) {
    return new Comparison(file(before), file(after), 0.1).lines().getFirst().change();
  }

  @Test
  void a_change_within_the_margin_is_none() {
    assertThat(change(lower(100), lower(109))).isEqualTo(SAME);
    assertThat(change(lower(100), lower(91))).isEqualTo(SAME);
  }

  @Test
  void a_change_beyond_the_margin_is_judged_by_what_is_better() {
    assertThat(change(lower(100), lower(111))).isEqualTo(WORSE);
    assertThat(change(lower(100), lower(89))).isEqualTo(BETTER);
    assertThat(change(higher(100), higher(89))).isEqualTo(WORSE);
    assertThat(change(higher(100), higher(111))).isEqualTo(BETTER);
  }

  @Test
  void a_figure_that_spreads_widely_needs_a_larger_change() {
    assertThat(change(lower(100).spread(0.5), lower(140))).isEqualTo(SAME);
    assertThat(change(lower(100), lower(140).spread(0.3))).isEqualTo(WORSE);
  }

  @Test
  void the_first_lost_frame_is_worse() {
    assertThat(change(lower(0), lower(1))).isEqualTo(WORSE);
    assertThat(change(lower(0), lower(0))).isEqualTo(SAME);
    assertThat(change(lower(0), lower(0.04))).isEqualTo(SAME);
  }

  @Test
  void figures_of_one_file_only_are_told() {
    var comparison =
        new Comparison(
            file(Result.lower("b", "c", "old", "ms", 1, 1)),
            file(Result.lower("b", "c", "new", "ms", 1, 1)),
            0.1);

    assertThat(comparison.lines().stream().map(Comparison.Line::change)).containsExactly(GONE, NEW);
    assertThat(comparison.regressed()).isFalse();
  }

  @Test
  void the_command_s_exit_code_tells_a_regression() throws Exception {
    Path before = folder.resolve("a.json");
    Path after = folder.resolve("b.json");
    file(lower(100)).write(before);
    file(lower(150)).write(after);

    assertThat(compare(before, after)).isEqualTo(CompareCommand.REGRESSED);
    assertThat(compare(after, before)).isZero();
    assertThat(compare(before, after, "--margin", "60")).isZero();
    Files.writeString(after, "no results");
    assertThat(compare(before, after)).isEqualTo(Main.USAGE);
    assertThat(compare(before, folder.resolve("none.json"))).isEqualTo(Main.USAGE);
  }

  private static int compare(Path before, Path after, String... options) {
    var command = Main.commandLine();
    var out = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    PrintStream console = System.out;
    System.setOut(out);
    try {
      String[] words = new String[3 + options.length];
      words[0] = "compare";
      words[1] = before.toString();
      words[2] = after.toString();
      System.arraycopy(options, 0, words, 3, options.length);
      return command.execute(words);
    } finally {
      System.setOut(console);
    }
  }
}
