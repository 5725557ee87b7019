package io.oriel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
  @TempDir Path folder;

  @Test
  void a_result_has_every_field_and_null_where_nothing_applies() throws Exception {
    Result bare = Result.lower("first-light", "host", "rss_mib", "MiB", 250.5, 10);
    Result full =
        Result.higher("first-light", "720p60", "fps", "1/s", 59, 1180)
            .goal(58)
            .peer("slow", 50)
            .peer("fast", 60)
            .peer(new Result.Peer("absent", Double.NaN, "install it"));
    var file =
        new ResultFile(
            Machine.describe(), List.of(bare, full), List.of(new Run.Absent("e2e", "x", "why")));

    JsonObject all = JsonParser.parseString(file.json()).getAsJsonObject();

    assertThat(all.getAsJsonObject("machine").get("cores").getAsInt()).isPositive();
    assertThat(all.getAsJsonObject("machine").has("commit")).isTrue();
    JsonObject first = all.getAsJsonArray("results").get(0).getAsJsonObject();
    assertThat(first.keySet())
        .contains("bench", "case", "metric", "unit", "value", "n", "goal", "aim", "better")
        .contains("verdict", "spread", "note", "peer", "peerValue", "peers");
    assertThat(first.get("goal").isJsonNull()).isTrue();
    JsonObject second = all.getAsJsonArray("results").get(1).getAsJsonObject();
    assertThat(second.get("goal").getAsDouble()).isEqualTo(58);
    assertThat(second.get("peer").getAsString()).isEqualTo("fast");
    assertThat(second.get("peerValue").getAsDouble()).isEqualTo(60);
    assertThat(second.getAsJsonArray("peers")).hasSize(3);
    assertThat(all.getAsJsonArray("absent").get(0).toString()).contains("why");
  }

  @Test
  void what_was_written_is_read_again() throws Exception {
    Path file = folder.resolve("a.json");
    var result = Result.lower("b", "c", "m", "ms", 1.5, 3).goal(2).aim(1).spread(0.2);
    new ResultFile(Machine.describe(), List.of(result), List.of()).write(file);

    assertThat(ResultFile.read(file).results()).containsExactly(result);
  }

  @Test
  void other_files_are_refused_by_name() throws Exception {
    for (String text :
        List.of("", "[]", "{}", "nonsense{", "{\"results\":[{}]}", "{\"results\":3}")) {
      Path file = folder.resolve("other.json");
      Files.writeString(file, text);
      assertThatThrownBy(() -> ResultFile.read(file))
          .as(text)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("other.json");
    }
  }
}
