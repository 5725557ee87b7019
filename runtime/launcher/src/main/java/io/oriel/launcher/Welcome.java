package io.oriel.launcher;

import java.io.PrintStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the terminal says once the host is up.
final class Welcome {
  private Welcome() {}

  static void print(
      PrintStream out,
      Folders folders,
      int base,
      int admin,
      Optional<String> listen,
      Optional<String> fresh) {
    List<String> lan = listen.map(List::of).orElseGet(Welcome::addresses);
    String page = page(admin);
    String ssh = "ssh -L " + admin + ":127.0.0.1:" + admin + " ";
    out.println();
    out.println(
        "  Oriel is up. In Moonlight it shows up by itself; else add this host by address:");
    out.println("    " + (lan.isEmpty() ? "no network address yet" : at(lan, base)));
    out.println("  Browser     " + browser(lan, base));
    out.println("  Pair        type the PIN it shows on the page, or:  ./oriel pair PIN");
    out.println("  Page        " + page);
    out.println("  From afar   " + ssh + "YOU@" + any(lan));
    if (fresh.isPresent()) {
      out.println(
          "  Login       " + ConsoleLogin.USER + " / " + fresh.get() + "   (shown this once)");
      out.println("              another one: delete " + ConsoleLogin.file(folders) + ", restart");
    } else {
      out.println(
          "  Login       " + ConsoleLogin.USER + ", with the password shown on first start");
      out.println("              lost? delete " + ConsoleLogin.file(folders) + ", restart");
    }
    out.println("  Settings    " + folders.etc());
    out.println(
        "  Backends    " + folders.deploy() + "   (drop a jar: the next session may use it)");
    out.println("  Logs        " + folders.logs());
    out.println("  Stop        Ctrl-C");
    out.println();
  }

  static String page(int admin) {
    return "http://127.0.0.1:" + admin + "/system/console/oriel";
  }

  private static String at(List<String> lan, int base) {
    // A stock client assumes 47989 unless told otherwise.
    String port = base == 47_989 ? "" : ":" + base;
    return String.join("   ", lan.stream().map(a -> a + port).toList());
  }

  /// The ports of host-web, as long as no setting moves them.
  private static String browser(List<String> lan, int base) {
    String here = "http://localhost:" + (base + 3) + "/ on this machine";
    return lan.isEmpty()
        ? here
        : "https://" + literal(lan.getFirst()) + ":" + (base + 2) + "/   or " + here;
  }

  private static String literal(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private static String any(List<String> lan) {
    return lan.isEmpty() ? "this-host" : lan.getFirst();
  }

  private static List<String> addresses() {
    var found = new ArrayList<String>();
    try {
      for (NetworkInterface nic : NetworkInterface.networkInterfaces().toList()) {
        if (nic.isUp() && !nic.isLoopback()) {
          nic.inetAddresses()
              .filter(Inet4Address.class::isInstance)
              .map(InetAddress::getHostAddress)
              .forEach(found::add);
        }
      }
    } catch (SocketException e) {
      return List.of(); // no network is no reason not to start
    }
    return found;
  }
}
