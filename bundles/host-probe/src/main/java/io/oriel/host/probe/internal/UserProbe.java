package io.oriel.host.probe.internal;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;

/// Who the host runs as: `user.name`, `user.uid`, `user.home`.
@Component
public final class UserProbe implements Probe {
  @Override
  public void start(ProbeSink sink) throws IOException {
    sink.fact("user.name", System.getProperty("user.name"));
    sink.fact("user.home", System.getProperty("user.home"));
    sink.fact("user.uid", Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString());
  }

  @Override
  public void close() {}
}
