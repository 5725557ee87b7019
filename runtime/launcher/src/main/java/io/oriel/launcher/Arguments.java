package io.oriel.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The launcher's command line.
///
/// @param distribution what to start; `lib/` of it holds the launcher
/// @param data the data folder
/// @param properties framework properties that the options set
/// @param doctor report on the box and exit
/// @param json report as JSON
record Arguments(
    Path distribution, Path data, Map<String, String> properties, boolean doctor, boolean json) {

  /// @throws HostException with [ExitCode#USAGE], naming the argument
  static Arguments parse(String... args) throws HostException {
    Path distribution = Path.of("").toAbsolutePath();
    Path data = null;
    var properties = new HashMap<String, String>();
    boolean doctor = false;
    boolean json = false;
    for (int i = 0; i < args.length; i++) {
      String option = args[i];
      switch (option) {
        case "--doctor" -> doctor = true;
        case "--json" -> json = true;
        case "--distribution" -> distribution = Path.of(value(args, ++i, option));
        case "--data" -> data = Path.of(value(args, ++i, option));
        case "--port" -> properties.put("oriel.port", port(value(args, ++i, option), option));
        case "--admin-port" ->
            properties.put("org.osgi.service.http.port", port(value(args, ++i, option), option));
        case "--gpl" -> properties.put(SystemBundles.NATIVES, "gpl");
        case "--listen" -> properties.put("oriel.listen", value(args, ++i, option));
        default ->
            throw new HostException(
                ExitCode.USAGE, "unknown option " + option + "; see ./oriel run --help");
      }
    }
    if (data == null) {
      throw new HostException(ExitCode.USAGE, "--data DIR is missing");
    }
    return new Arguments(distribution, data, Map.copyOf(properties), doctor, json);
  }

  /// The HTTP port of the transport, from which the others are counted.
  int basePort() {
    return Integer.parseInt(properties.getOrDefault("oriel.port", "47989"));
  }

  int adminPort(int base) {
    String given = properties.get("org.osgi.service.http.port");
    return given == null ? PortHolders.adminPort(base) : Integer.parseInt(given);
  }

  private static String value(String[] args, int at, String option) throws HostException {
    if (at >= args.length) {
      throw new HostException(ExitCode.USAGE, option + " wants a value");
    }
    return args[at];
  }

  private static String port(String text, String option) throws HostException {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65_535) {
        return text;
      }
    } catch (NumberFormatException e) {
      throw new HostException(ExitCode.USAGE, option + " " + text + " is no number", e);
    }
    throw new HostException(ExitCode.USAGE, option + " " + text + " is not in 1 … 65535");
  }
}
