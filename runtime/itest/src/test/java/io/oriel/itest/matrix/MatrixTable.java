package io.oriel.itest.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Prints the rows of one or several files as one table in Markdown, and below it what did not
/// work. Its exit status is 0 if everything ran or is absent, else 1.
public final class MatrixTable {
  static final String RESULT = "result";
  static final String ERROR = "error";

  private MatrixTable() {}

  /// @param args files with rows; those that are not there count as nothing seen
  public static void main(String[] args) throws IOException {
    var rows = new ArrayList<Map<String, String>>();
    for (String each : args) {
      if (Files.exists(Path.of(each))) {
        rows.addAll(MatrixRow.read(Path.of(each)));
      }
    }
    System.out.print(text(rows));
    boolean failed = rows.stream().anyMatch(row -> "failed".equals(row.get(RESULT)));
    System.exit(rows.isEmpty() || failed ? 1 : 0);
  }

  static String text(List<Map<String, String>> rows) {
    var columns = new LinkedHashSet<String>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    columns.remove(ERROR);
    var text = new StringBuilder();
    line(text, columns.stream().toList());
    line(text, columns.stream().map(_ -> "---").toList());
    for (Map<String, String> row : rows) {
      line(text, columns.stream().map(column -> row.getOrDefault(column, "")).toList());
    }
    for (Map<String, String> row : rows) {
      if (row.containsKey(ERROR)) {
        text.append('\n').append(String.join(" ", row.values().stream().limit(3).toList()));
        text.append(": ").append(row.get(ERROR).strip()).append('\n');
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
