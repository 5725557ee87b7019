package io.oriel.host.apps.internal;

import java.util.List;
import java.util.stream.Stream;

/// Settings of several values: a plain file holds them in one line with commas.
final class Lists {
  private Lists() {}

  static List<String> items(String[] values) {
    return Stream.of(values)
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
