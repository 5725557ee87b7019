package io.oriel.vdisplay.portal.internal;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusFollower;
import io.oriel.lib.dbus.NameListener;
import io.oriel.lib.dbus.Subscription;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// What the desktop's portal offers; condition `oriel.portal` while one runs.
///
/// It is watched, never started: starting a portal where nobody is logged in would fail slowly.
@Component
public final class PortalProbe implements Probe {
  private static final Duration RETRY = Duration.ofSeconds(10);
  private static final Duration FIRST = Duration.ofSeconds(3);

  private final BusFollower.Opener opener;
  private BusFollower follower;

  @Activate
  public PortalProbe() {
    this(Bus::session);
  }

  PortalProbe(BusFollower.Opener opener) {
    this.opener = opener;
  }

  @Override
  public void start(ProbeSink sink) throws InterruptedException {
    var first = new CountDownLatch(1);
    follower = BusFollower.start("oriel-portal", opener, RETRY, new Watch(sink, first));
    first.await(FIRST.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    if (follower != null) {
      follower.close();
    }
  }

  private record Watch(ProbeSink sink, CountDownLatch first) implements BusFollower.Listener {
    @Override
    public void connected(Bus bus) {
      try {
        Subscription _ = bus.watch(Portal.NAME, new Names(this, bus)); // ends with the connection
      } catch (BusException e) {
        absent(e);
      }
    }

    @Override
    public void absent(BusException why) {
      none(
          "no desktop to share: "
              + why.getMessage()
              + "; log in to a desktop, as the user that the host runs as");
    }

    private void look(Bus bus) {
      try {
        var abilities = Abilities.ask(bus);
        post(abilities);
        var backends =
            bus.names().stream()
                .filter(name -> name.startsWith(Portal.BACKENDS))
                .map(name -> name.substring(Portal.BACKENDS.length()))
                .sorted()
                .collect(Collectors.joining(","));
        sink.fact("portal.backends", backends.isEmpty() ? null : backends);
        sink.fact("portal.problem", null);
        sink.condition("oriel.portal", true);
        first.countDown();
      } catch (BusException e) {
        none("the desktop's portal does not answer: " + e.getMessage());
      }
    }

    private void none(String problem) {
      post(new Abilities(0, 0, 0, 0, 0));
      sink.fact("portal.backends", null);
      sink.fact("portal.problem", problem);
      sink.condition("oriel.portal", false);
      first.countDown();
    }

    private void post(Abilities abilities) {
      boolean cast = abilities.cast() > 0;
      boolean remote = abilities.remote() > 0;
      fact(Abilities.CAST_VERSION, cast, String.valueOf(abilities.cast()));
      fact(Abilities.SOURCES, cast, Words.SOURCES.text(abilities.sources()));
      fact(Abilities.CURSORS, cast, Words.CURSORS.text(abilities.cursors()));
      fact(Abilities.REMOTE_VERSION, remote, String.valueOf(abilities.remote()));
      fact(Abilities.DEVICES, remote, Words.DEVICES.text(abilities.devices()));
    }

    private void fact(String key, boolean there, String value) {
      sink.fact(key, there && !value.isEmpty() ? value : null);
    }
  }

  private record Names(Watch watch, Bus bus) implements NameListener {
    @Override
    public void appeared(String owner) {
      watch.look(bus);
    }

    @Override
    public void vanished() {
      watch.none(
          "no desktop portal runs in this user's session; log in to a desktop, or install"
              + " xdg-desktop-portal and the backend of the desktop");
    }
  }
}
