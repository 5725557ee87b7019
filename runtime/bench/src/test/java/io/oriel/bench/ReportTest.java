package io.oriel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void a_result_has_every_field_and_null_where_nothing_applies() throws Exception {
    Result bare = Result.lower("first-light", "host", "rss_mib", "MiB", 250.5, 10);
    Result full =
        Result.higher("first-light", "720p60", "fps", "1/s", 59, 1180).goal(58).peer("p", 60);

    JsonObject all =
        JsonParser.parseString(Report.json(Machine.describe(), List.of(bare, full)))
            .getAsJsonObject();

    assertThat(all.getAsJsonObject("machine").get("cores").getAsInt()).isPositive();
    JsonObject first = all.getAsJsonArray("results").get(0).getAsJsonObject();
    assertThat(first.keySet())
        .containsExactly(
            "bench", "case", "metric", "unit", "value", "n", "goal", "better", "peer", "peerValue");
    assertThat(first.get("goal").isJsonNull()).isTrue();
    JsonObject second = all.getAsJsonArray("results").get(1).getAsJsonObject();
    assertThat(second.get("goal").getAsDouble()).isEqualTo(58);
    assertThat(second.get("better").getAsString()).isEqualTo("higher");
    assertThat(second.get("peerValue").getAsDouble()).isEqualTo(60);
  }

  @Test
  void a_goal_is_met_on_the_better_side_only() {
    assertThat(Result.lower("b", "c", "m", "ms", 1, 1).goal(2).verdict()).isEqualTo("met");
    assertThat(Result.lower("b", "c", "m", "ms", 3, 1).goal(2).verdict()).isEqualTo("MISSED");
    assertThat(Result.higher("b", "c", "m", "ms", 3, 1).goal(2).verdict()).isEqualTo("met");
    assertThat(Result.higher("b", "c", "m", "ms", 3, 1).verdict()).isEmpty();
  }
}
