package io.oriel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void a_goal_is_met_on_the_better_side_only() {
    assertThat(Result.lower("b", "c", "m", "ms", 1, 1).goal(2).verdict()).isEqualTo("met");
    assertThat(Result.lower("b", "c", "m", "ms", 3, 1).goal(2).verdict()).isEqualTo("MISSED");
    assertThat(Result.higher("b", "c", "m", "ms", 3, 1).goal(2).verdict()).isEqualTo("met");
    assertThat(Result.higher("b", "c", "m", "ms", 3, 1).verdict()).isEqualTo("—");
    assertThat(Result.lower("b", "c", "m", "ms", Double.NaN, 0).goal(2).verdict()).isEqualTo("—");
  }

  @Test
  void the_table_shows_the_verdict_and_the_peers_beside() {
    var result =
        Result.lower("fec8", "212+43", "us_per_block", "us", 500, 9)
            .goal(600)
            .aim(400)
            .peer("ISA-L", 250)
            .peer(new Result.Peer("other", Double.NaN, "not there; install it"));
    var out = new ByteArrayOutputStream();

    Report.table(new PrintStream(out, true, UTF_8), List.of(result));

    assertThat(out.toString(UTF_8))
        .containsPattern("fec8 +212\\+43 +us_per_block +500 us +<= 600, aim 400 +met")
        .containsPattern("ISA-L +250 us +2.00 of this")
        .containsPattern("other +\\? +not there; install it");
  }

  @Test
  void figures_keep_three_digits_that_mean_something() {
    assertThat(Report.text(1234.567)).isEqualTo("1234.6");
    assertThat(Report.text(0)).isEqualTo("0");
    assertThat(Report.text(0.01234)).isEqualTo("0.012");
    assertThat(Report.text(0.001234)).isEqualTo("0.00123");
    assertThat(Report.text(Double.NaN)).isEqualTo("?");
  }
}
