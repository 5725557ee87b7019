package io.oriel.host.web.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The names by which this machine is known.
final class HostNames {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?");

  private HostNames() {}

  /// Lower case: what the machine calls itself, and that below `local`.
  static Set<String> own() {
    Set<String> names = new HashSet<>();
    try {
      String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      String shortName = name.split("\\.", 2)[0];
      names.add(name);
      names.add(shortName);
      names.add(shortName + ".local");
    } catch (UnknownHostException _) {
      // a machine whose own name does not resolve is known by its addresses alone
    }
    names.removeIf(name -> !NAME.matcher(name).matches());
    return names;
  }
}
