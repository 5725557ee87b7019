package io.oriel.host.web.internal.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Host and port as a browser names them.
///
/// @param host lower case; IPv6 in brackets
/// @param port empty: the scheme's own
public record Authority(String host, Optional<Integer> port) {
  private static final int LONGEST = 260;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");

  /// Empty when it is none.
  static Optional<Authority> parse(String text) {
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    String lower = text.toLowerCase(Locale.ROOT);
    int colon = lower.lastIndexOf(':');
    boolean port = colon > lower.lastIndexOf(']') && colon >= 0;
    String host = port ? lower.substring(0, colon) : lower;
    if (!NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
      return Optional.empty();
    }
    if (!port) {
      return Optional.of(new Authority(host, Optional.empty()));
    }
    String digits = lower.substring(colon + 1);
    if (digits.isEmpty()
        || digits.length() > 5
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int number = Integer.parseInt(digits);
    return number < 1 || number > 65_535
        ? Optional.empty()
        : Optional.of(new Authority(host, Optional.of(number)));
  }

  /// Whether it is a number: no other site's name can be made to lead to it.
  boolean literal() {
    return host.startsWith("[") || IPV4.matcher(host).matches();
  }

  boolean loopback() {
    return host.equals("localhost")
        || host.equals("[::1]")
        || (host.startsWith("127.") && literal());
  }

  @Override
  public String toString() {
    return port.map(p -> host + ":" + p).orElse(host);
  }
}
