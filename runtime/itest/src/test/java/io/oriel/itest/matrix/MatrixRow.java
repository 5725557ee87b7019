package io.oriel.itest.matrix;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was seen of one compositor: values by the names of columns, in the order they were found.
final class MatrixRow {
  private static final String FILE = "ORIEL_MATRIX";

  private final Map<String, String> values = new LinkedHashMap<>();

  MatrixRow put(String column, String value) {
    values.put(column, value);
    return this;
  }

  String get(String column) {
    return values.get(column);
  }

  void remove(String column) {
    values.remove(column);
  }

  /// Adds it to the file that `./oriel test --matrix` named.
  void write() throws IOException {
    Files.writeString(
        Path.of(System.getenv(FILE)),
        new Gson().toJson(values) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /// Whether somebody wants rows.
  static boolean wanted() {
    return System.getenv(FILE) != null;
  }

  /// The rows of a file, each in the order it was written.
  static List<Map<String, String>> read(Path file) throws IOException {
    var type = new TypeToken<Map<String, String>>() {}.getType();
    return Files.readAllLines(file).stream()
        .<Map<String, String>>map(line -> new Gson().fromJson(line, type))
        .toList();
  }
}
