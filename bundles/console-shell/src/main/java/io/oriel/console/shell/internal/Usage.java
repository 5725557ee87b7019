package io.oriel.console.shell.internal;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandSession;

/// Explains a command whose arguments fit none of its forms: Gogo itself says so in the words of
/// Java.
final class Usage {
  // what org.apache.felix.gogo.runtime.Reflective throws
  private static final Pattern MISFIT =
      Pattern.compile("Cannot coerce ([a-zA-Z][\\w-]*)\\(.*\\) to any of .*", Pattern.DOTALL);

  private Usage() {}

  /// What a command takes that failed.
  ///
  /// @return empty: it failed for another reason
  static Optional<String> of(Exception failure, CommandSession session) {
    var misfit = MISFIT.matcher(String.valueOf(failure.getMessage()));
    if (!(failure instanceof IllegalArgumentException) || !misfit.matches()) {
      return Optional.empty();
    }
    String command = misfit.group(1);
    return Optional.of("these arguments do not fit\n" + help(session, command));
  }

  private static String help(CommandSession session, String command) {
    try {
      Object text = session.execute("help " + command);
      return text == null ? "" : text.toString();
    } catch (Exception _) {
      return "see: help";
    }
  }
}
