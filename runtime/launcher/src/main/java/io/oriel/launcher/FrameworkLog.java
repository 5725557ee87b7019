package io.oriel.launcher;

import org.apache.felix.framework.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

/// The framework's own messages, into the host's log. Any thread.
final class FrameworkLog extends Logger {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("framework");

  FrameworkLog() {
    setLogLevel(LOG_INFO);
  }

  @Override
  @SuppressWarnings("rawtypes") // so in the framework
  protected void doLog(
      Bundle bundle, ServiceReference ref, int level, String message, Throwable error) {
    doLog(level, bundle == null ? message : bundle.getSymbolicName() + ": " + message, error);
  }

  @Override
  protected void doLog(int level, String message, Throwable error) {
    switch (level) {
      case LOG_ERROR -> LOG.error(message, error);
      case LOG_WARNING -> LOG.warn(message, error);
      case LOG_INFO -> LOG.info(message, error);
      default -> LOG.debug(message, error);
    }
  }
}
