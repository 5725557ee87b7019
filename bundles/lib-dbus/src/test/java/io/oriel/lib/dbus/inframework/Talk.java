package io.oriel.lib.dbus.inframework;

import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Memfd;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// What a bundle does with the bus: both sides of a call, with values and descriptors.
public final class Talk implements UnaryOperator<String> {
  static final String NAME = "io.oriel.inframework";

  /// A typed interface of a bundle.
  @DBusInterfaceName(NAME)
  interface Pipe {
    record Answer(FileDescriptor fd, Map<String, Variant<?>> details) {}

    Answer Exchange(FileDescriptor fd, UInt32 number) throws BusException;
  }

  private static final class PipeObject implements Pipe {
    @Override
    public Answer Exchange(FileDescriptor fd, UInt32 number) throws BusException {
      try {
        return new Answer(
            new FileDescriptor(Fd.dup(fd.getIntFileDescriptor())),
            Map.of("number", new Variant<>(number)));
      } catch (ErrnoException e) {
        throw new BusException(BusException.Kind.FAILED, e.getMessage(), e);
      }
    }
  }

  @Override
  public String apply(String address) {
    try (Bus server = Bus.session(address);
        Bus client = Bus.session(address);
        var memory = Memfd.create("talk", 4096)) {
      server.export("/", new PipeObject(), Pipe.class);
      server.requestName(NAME);
      var answer =
          client
              .object(NAME, "/", Pipe.class)
              .Exchange(new FileDescriptor(memory.fd()), new UInt32(42));
      boolean fresh = answer.fd().getIntFileDescriptor() != memory.fd();
      Fd.close(answer.fd().getIntFileDescriptor());
      return answer.details().get("number").getValue() + " " + fresh;
    } catch (BusException | ErrnoException e) {
      return e.toString();
    }
  }
}
