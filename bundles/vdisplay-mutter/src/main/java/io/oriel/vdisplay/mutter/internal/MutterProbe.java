package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.NameListener;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.lib.programs.Account;
import io.oriel.vdisplay.mutter.internal.bus.ScreenCast;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// The GNOME of the host's user: `mutter.running`, `mutter.version`, `mutter.problem`, condition
/// `oriel.mutter.running`. Undoes what a host that died has left of its layout.
@Component
public final class MutterProbe implements Probe {
  /// Fact: `yes` while it runs.
  static final String RUNNING = "mutter.running";

  /// Fact: its version, as GNOME Shell tells it.
  static final String VERSION = "mutter.version";

  /// Fact: why it cannot be seen whether it runs.
  static final String PROBLEM = "mutter.problem";

  private static final String SHELL = "org.gnome.Shell";
  private static final long AGAIN_MILLIS = 10_000;

  private final SessionBus session;
  private final LayoutJournal journal;
  private final Semaphore wake = new Semaphore(0);
  private volatile ProbeSink sink;
  private volatile boolean closed;
  private volatile Bus bus; // written by start, then by the thread

  @Activate
  public MutterProbe() {
    this(SessionBus.of(System.getenv(), Account.hostUid()), LayoutJournal.of("mutter"));
  }

  MutterProbe(SessionBus session, LayoutJournal journal) {
    this.session = session;
    this.journal = journal;
  }

  @Override
  public void start(ProbeSink to) {
    sink = to;
    look();
    Thread.ofVirtual().name("oriel-mutter-probe").start(this::loop);
  }

  @Override
  public void close() {
    closed = true;
    wake.release();
    Bus now = bus;
    if (now != null) {
      now.close();
    }
  }

  /// A bus that comes later than the host has no event that tells of it.
  private void loop() {
    try {
      while (!closed) {
        boolean lost = wake.tryAcquire(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        if (!closed && (lost || bus == null)) {
          look();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    absent(null);
    if (!session.possible()) {
      return; // no session: nothing is wrong
    }
    Bus connected = null;
    try {
      connected = session.connect();
      bus = connected;
      if (closed) { // close() may have looked before
        connected.close();
        return;
      }
      connected.onLost(
          _ -> {
            bus = null;
            absent(null);
          });
      connected.watch(ScreenCast.NAME, new Watch(connected));
    } catch (BusException e) {
      absent(e.getMessage());
      if (connected != null) {
        connected.close();
      }
      bus = null;
    }
  }

  private void absent(String problem) {
    sink.fact(RUNNING, null);
    sink.fact(VERSION, null);
    sink.fact(PROBLEM, problem);
    sink.condition("oriel.mutter.running", false);
  }

  private final class Watch implements NameListener {
    private final Bus on;

    Watch(Bus on) {
      this.on = on;
    }

    @Override
    public void appeared(String owner) {
      sink.fact(VERSION, version());
      sink.fact(RUNNING, "yes");
      sink.condition("oriel.mutter.running", true);
      SharedLayout.undo(new MonitorBoard(on), session.address(), journal);
    }

    @Override
    public void vanished() {
      absent(null);
    }

    private String version() {
      try {
        return on.property(SHELL, "/org/gnome/Shell", SHELL, "ShellVersion", String.class);
      } catch (BusException _) {
        return null; // a bare Mutter does not tell
      }
    }
  }
}
