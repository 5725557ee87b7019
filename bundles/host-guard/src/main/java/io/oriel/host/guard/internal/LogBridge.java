package io.oriel.host.guard.internal;

import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The OSGi log, into the host's log. The log service's thread.
final class LogBridge implements LogListener {
  @Override
  public void logged(LogEntry entry) {
    String name = entry.getLoggerName() == null ? "osgi" : entry.getLoggerName();
    // Every bundle start and service change is an event of its own; nobody reads them.
    if (name.startsWith("Events.")) {
      return;
    }
    Logger log = LoggerFactory.getLogger(name.equals("LogService") ? "osgi" : name);
    String text = entry.getMessage();
    if (entry.getBundle() != null && name.equals("LogService")) {
      text = entry.getBundle().getSymbolicName() + ": " + text;
    }
    switch (entry.getLogLevel()) {
      case AUDIT, ERROR -> log.error(text, entry.getException());
      case WARN -> log.warn(text, entry.getException());
      // The framework's bundles call routine "info".
      default -> log.debug(text, entry.getException());
    }
  }
}
