package io.oriel.host.probe.internal;

import io.oriel.api.probe.Probe;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A probe and the virtual thread that starts it, so that a slow one delays no other.
record RunningProbe(Probe probe, Findings findings, Thread starter) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningProbe.class);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /// Starts a probe in the background.
  ///
  /// @param started run once it has posted its first facts, or failed
  static RunningProbe start(Probe probe, Findings findings, Runnable started) {
    Thread starter =
        Thread.ofVirtual()
            .name("oriel-probe-" + probe.getClass().getSimpleName())
            .start(
                () -> {
                  try {
                    probe.start(findings);
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt(); // closed while it started
                  } catch (Exception e) {
                    LOG.warn(
                        "{} found nothing out: {}", probe.getClass().getSimpleName(), e.toString());
                  } finally {
                    started.run();
                  }
                });
    return new RunningProbe(probe, findings, starter);
  }

  @Override
  public void close() {
    findings.close();
    starter.interrupt();
    try {
      starter.join(PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    try {
      probe.close();
    } catch (RuntimeException e) {
      LOG.warn("{} did not close: {}", probe.getClass().getSimpleName(), e.toString());
    }
  }
}
