package io.oriel.console.shell.internal;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads `+FILES -INPUT`.
final class RightChanges {
  private RightChanges() {}

  /// @throws IllegalArgumentException naming the word that is no change
  static Set<Right> apply(Set<Right> rights, List<String> changes) {
    var now = EnumSet.noneOf(Right.class);
    now.addAll(rights);
    for (String change : changes) {
      boolean gives = change.startsWith("+");
      if (!gives && !change.startsWith("-")) {
        throw new IllegalArgumentException(
            change + " begins with neither + nor -; as in: rights CLIENT +FILES -INPUT");
      }
      Right right = right(change.substring(1));
      if (gives) {
        now.add(right);
      } else {
        now.remove(right);
      }
    }
    return now;
  }

  private static Right right(String name) {
    String wanted = name.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(Right.values())
        .filter(right -> right.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " is no right; these are: " + List.of(Right.values())));
  }

  /// One line for each right there is.
  static String list(Client client) {
    return Arrays.stream(Right.values())
        .map(right -> (client.rights().contains(right) ? "+" : "-") + right)
        .collect(Collectors.joining("  ", client.name() + "  ", ""));
  }
}
