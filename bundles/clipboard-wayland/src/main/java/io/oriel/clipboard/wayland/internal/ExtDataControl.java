package io.oriel.clipboard.wayland.internal;

import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.ExtDataControlDeviceV1;
import io.oriel.media.wayland.protocol.ExtDataControlManagerV1;
import io.oriel.media.wayland.protocol.ExtDataControlOfferV1;
import io.oriel.media.wayland.protocol.ExtDataControlSourceV1;
import io.oriel.media.wayland.protocol.WlSeat;
import java.util.List;

/// `ext_data_control_v1`.
final class ExtDataControl implements DataControl {
  private final ExtDataControlManagerV1 manager;
  private final ExtDataControlDeviceV1 device;
  private OpenOffer introduced; // its selection event is still to come

  ExtDataControl(ExtDataControlManagerV1 manager, WlSeat seat, Events events)
      throws WaylandException {
    this.manager = manager;
    device = new ExtDataControlDeviceV1(new DeviceEvents(events));
    manager.getDataDevice(device, seat);
  }

  @Override
  public void offer(List<String> mimeTypes, SourceEvents events) throws WaylandException {
    var source = new ExtDataControlSourceV1();
    source.listen(
        new ExtDataControlSourceV1.Events() {
          @Override
          public void send(String mimeType, int fd) {
            events.send(mimeType, fd);
          }

          @Override
          public void cancelled() throws WaylandException {
            source.destroy();
            events.cancelled();
          }
        });
    manager.createDataSource(source);
    for (String mimeType : mimeTypes) {
      source.offer(mimeType);
    }
    device.setSelection(source);
  }

  private final class DeviceEvents implements ExtDataControlDeviceV1.Events {
    private final Events events;

    DeviceEvents(Events events) {
      this.events = events;
    }

    @Override
    public void dataOffer(ExtDataControlOfferV1 id) throws WaylandException {
      if (introduced != null) {
        introduced.destroy();
      }
      introduced = new OpenOffer(id);
    }

    @Override
    public void selection(ExtDataControlOfferV1 id) throws WaylandException {
      events.selected(taken(id));
    }

    @Override
    public void primarySelection(ExtDataControlOfferV1 id) throws WaylandException {
      OpenOffer marked = taken(id); // text that is only marked is nobody's business
      if (marked != null) {
        marked.destroy();
      }
    }

    @Override
    public void finished() {
      events.finished();
    }

    private OpenOffer taken(ExtDataControlOfferV1 id) {
      OpenOffer offer = introduced != null && introduced.proxy == id ? introduced : null;
      if (offer != null) {
        introduced = null;
      }
      return offer;
    }
  }

  private static final class OpenOffer implements Offer {
    private final ExtDataControlOfferV1 proxy;
    private final MimeList mimeTypes = new MimeList();

    OpenOffer(ExtDataControlOfferV1 proxy) {
      this.proxy = proxy;
      proxy.listen(
          new ExtDataControlOfferV1.Events() {
            @Override
            public void offer(String mimeType) {
              mimeTypes.add(mimeType);
            }
          });
    }

    @Override
    public List<String> mimeTypes() {
      return mimeTypes.all();
    }

    @Override
    public void receive(String mimeType, int fd) throws WaylandException {
      proxy.receive(mimeType, fd);
    }

    @Override
    public void destroy() throws WaylandException {
      if (proxy.isAlive()) {
        proxy.destroy();
      }
    }
  }
}
