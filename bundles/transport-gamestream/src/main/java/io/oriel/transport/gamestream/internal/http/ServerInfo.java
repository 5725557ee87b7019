package io.oriel.transport.gamestream.internal.http;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.HostIdentity;
import io.oriel.transport.gamestream.internal.CodecBits;
import io.oriel.transport.gamestream.internal.GameStreamContext;
import io.oriel.transport.gamestream.internal.GameStreamSettings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/// `/serverinfo` (GameStream protocol notes §1.5): polled every second or two by each client, so it
/// answers from memory. Busy or free is said to one certificate, not to everybody (GS-L-05).
final class ServerInfo implements Endpoint {
  /// Decides packet formats and extensions in the client (GS-0-01).
  private static final String APP_VERSION = "7.1.431.-1";

  /// Of the host program whose protocol this is (GS-0-02).
  private static final String GFE_VERSION = "3.23.0.74";

  /// What the largest hardware of that program reported; clients drop HEVC when it is 0.
  private static final int MAX_LUMA_PIXELS_HEVC = 1_869_449_984;

  private static final int ANY_HEVC =
      CodecBits.HEVC_MAIN
          | CodecBits.HEVC_MAIN10
          | CodecBits.HEVC_REXT8_444
          | CodecBits.HEVC_REXT10_444;

  private static final String NO_MAC = "00:00:00:00:00:00";

  private final GameStreamContext context;
  private final Callers callers;
  private final Supplier<Ports> ports;

  ServerInfo(GameStreamContext context, Callers callers, Supplier<Ports> ports) {
    this.context = context;
    this.callers = callers;
    this.ports = ports;
  }

  @Override
  public Reply answer(Request request) throws BadRequestException {
    Optional<Client> client =
        request.secure() ? Optional.of(callers.known(request)) : Optional.empty();
    GameStreamSettings settings = context.settings().get();
    HostIdentity identity = context.trust().identity();
    int game =
        client.flatMap(context.orchestrator()::running).map(context.apps()::number).orElse(0);
    int codecs = context.codecs().get();
    Xml xml =
        Xml.ok()
            .add("hostname", name(settings, identity))
            .add("appversion", APP_VERSION)
            .add("GfeVersion", GFE_VERSION)
            .add("uniqueid", identity.id().toString())
            .add("HttpsPort", ports.get().https())
            .add("ExternalPort", ports.get().http());
    if (!settings.external_ip().isBlank()) {
      xml.add("ExternalIP", settings.external_ip().strip());
    }
    return xml.add(
            "LocalIP",
            request.local() instanceof Inet4Address v4 ? v4.getHostAddress() : "127.0.0.1")
        .add("mac", client.isPresent() ? mac(request.local()) : NO_MAC)
        .add("MaxLumaPixelsHEVC", (codecs & ANY_HEVC) != 0 ? MAX_LUMA_PIXELS_HEVC : 0)
        .add("ServerCodecModeSupport", codecs)
        .add("PairStatus", client.isPresent() ? 1 : 0)
        .add("currentgame", game)
        .add("state", settings.state_prefix() + (game == 0 ? "_SERVER_FREE" : "_SERVER_BUSY"))
        .reply();
  }

  static String name(GameStreamSettings settings, HostIdentity identity) {
    String name = settings.host_name().strip();
    return name.isEmpty() ? identity.name() : name;
  }

  private static String mac(InetAddress local) {
    try {
      NetworkInterface card = NetworkInterface.getByInetAddress(local);
      byte[] address = card == null ? null : card.getHardwareAddress();
      return address == null ? NO_MAC : HexFormat.ofDelimiter(":").formatHex(address);
    } catch (SocketException _) {
      return NO_MAC; // only Wake-on-LAN needs it
    }
  }
}
