package io.oriel.host.probe.internal;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Kernel devices for input: `dev.uinput.access`, `dev.uhid.access` (`rw`, `r`, `none`, `absent`);
/// conditions `oriel.dev.uinput`, `oriel.dev.uhid` while they can be read and written.
@Component
public final class DevicesProbe implements Probe {
  private static final List<String> DEVICES = List.of("uinput", "uhid");
  // udev sets owner and mode a moment after the node appears, which a watch for names does not see.
  private static final long[] LOOK_AGAIN_MILLIS = {50, 200, 1000};

  private final FileWatch files;
  private final Path directory;
  private final Semaphore dirty = new Semaphore(0);
  private AutoCloseable watch;
  private volatile Thread looker;

  @Activate
  public DevicesProbe(@Reference FileWatch files) {
    this(files, Path.of("/dev"));
  }

  DevicesProbe(FileWatch files, Path directory) {
    this.files = files;
    this.directory = directory;
  }

  @Override
  public void start(ProbeSink sink) {
    watch =
        files.watch(directory, DEVICES::contains, FileWatch.Changes.NAMES, () -> dirty.release());
    look(sink);
    looker = Thread.ofVirtual().name("oriel-devices").start(() -> loop(sink));
  }

  @Override
  public void close() {
    if (looker != null) {
      looker.interrupt();
    }
    try {
      if (watch != null) {
        watch.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void loop(ProbeSink sink) {
    try {
      while (true) {
        dirty.acquire();
        look(sink);
        for (long millis : LOOK_AGAIN_MILLIS) {
          dirty.tryAcquire(millis, TimeUnit.MILLISECONDS);
          look(sink);
        }
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private void look(ProbeSink sink) {
    for (String device : DEVICES) {
      String access = Sysfs.access(directory.resolve(device));
      sink.fact("dev." + device + ".access", access);
      sink.condition("oriel.dev." + device, access.equals("rw"));
    }
  }
}
