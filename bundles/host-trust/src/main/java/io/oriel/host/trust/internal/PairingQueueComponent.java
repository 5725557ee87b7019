package io.oriel.host.trust.internal;

import io.oriel.api.trust.PairingQueue;
import io.oriel.api.trust.PairingRefusedException;
import io.oriel.api.trust.PairingRequest;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.propertytypes.ServiceDescription;

/// The pairing queue as a service, with the real clock.
@Component
@ServiceDescription("Pairing requests waiting for their PIN")
public final class PairingQueueComponent implements PairingQueue {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("oriel-pairing").factory());
  private final PairingDesk desk = new PairingDesk(System::nanoTime, timer);

  @Activate
  public PairingQueueComponent() {}

  @Override
  public Pairing ask(PairingRequest request) throws PairingRefusedException {
    return desk.ask(request);
  }

  @Override
  public List<Pairing> pending() {
    return desk.pending();
  }

  @Deactivate
  void close() {
    timer.shutdownNow();
    desk.close();
  }
}
