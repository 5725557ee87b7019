package io.oriel.lib.dbus;

import io.oriel.lib.dbus.BusException.Kind;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Memfd;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// Answers on the bus.
final class EchoObject implements Echo, PropertySource {
  final LinkedBlockingQueue<String> forgotten = new LinkedBlockingQueue<>();
  final CountDownLatch release = new CountDownLatch(1);

  @Override
  public String Say(String words) {
    return words;
  }

  @Override
  public Map<String, Variant<?>> Dict(Map<String, Variant<?>> values) {
    return values;
  }

  @Override
  public List<DBusPath> Paths(DBusPath one, UInt32 count) {
    return Collections.nCopies(count.intValue(), one);
  }

  @Override
  public FileDescriptor Pass(FileDescriptor fd) throws BusException {
    try {
      return new FileDescriptor(Fd.dup(fd.getIntFileDescriptor()));
    } catch (ErrnoException e) {
      throw new BusException(Kind.FAILED, e.getMessage(), e);
    }
  }

  @Override
  public Opened Open(boolean yes) throws BusException {
    try (var memory = Memfd.create("echo", 4096)) {
      return new Opened(new FileDescriptor(Fd.dup(memory.fd())), yes ? 7 : 8);
    } catch (ErrnoException e) {
      throw new BusException(Kind.FAILED, e.getMessage(), e);
    }
  }

  @Override
  public void Nothing() {}

  @Override
  public void Refuse(String errorName) throws BusException {
    throw new BusException(Kind.FAILED, errorName, "no", null);
  }

  @Override
  public String Never() throws BusException {
    try {
      release.await();
      return "late";
    } catch (InterruptedException e) {
      throw new BusException(Kind.FAILED, "interrupted");
    }
  }

  @Override
  public String Large(int bytes) {
    return "x".repeat(bytes);
  }

  @Override
  public void Forget(String words) {
    forgotten.add(words);
  }

  @Override
  public Map<String, Variant<?>> properties(String interfaceName) {
    return Map.of("version", new Variant<>(new UInt32(4)), "name", new Variant<>("echo"));
  }
}
