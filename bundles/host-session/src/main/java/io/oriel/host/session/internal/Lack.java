package io.oriel.host.session.internal;

import java.util.function.Consumer;

/// Something a session misses: said when it begins and when its reason changes, however often it
/// is looked for. Any thread.
final class Lack {
  private final Consumer<String> remarks;
  private final String what;
  private String said = ""; // this' lock; empty: nothing is missing

  /// @param what is missing: `no clipboard`
  Lack(Consumer<String> remarks, String what) {
    this.remarks = remarks;
    this.what = what;
  }

  synchronized void because(String why) {
    if (!why.equals(said)) {
      said = why;
      remarks.accept(what + ": " + why);
    }
  }

  /// It is there.
  ///
  /// @return whether it was missing before
  synchronized boolean over() {
    boolean was = !said.isEmpty();
    said = "";
    return was;
  }
}
