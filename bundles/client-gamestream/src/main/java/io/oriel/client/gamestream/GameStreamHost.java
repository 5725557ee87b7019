package io.oriel.client.gamestream;

import io.oriel.client.gamestream.internal.http.HttpGet;
import io.oriel.client.gamestream.internal.http.PinnedTls;
import io.oriel.client.gamestream.internal.http.XmlReply;
import io.oriel.client.gamestream.internal.pairing.ClientPairing;
import io.oriel.client.gamestream.internal.pairing.ClientPairing.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One host as this client sees it over HTTP and HTTPS (GameStream protocol notes §1).
///
/// Every call blocks, with the time limits of a stock client, and may be made from any thread.
public final class GameStreamHost {
  /// What follows `hdrMode` are constant texts that no host reads (GameStream protocol notes §1.9).
  private static final String HDR =
      "&hdrMode=1&clientHdrCapVersion=0&clientHdrCapSupportedFlagsInUint32=0"
          + "&clientHdrCapMetaDataId=NV_STATIC_METADATA_TYPE_1"
          + "&clientHdrCapDisplayData=0x0x0x0x0x0x0x0x0x0x0";

  private static final int USUAL_MILLIS = 5_000;
  private static final int LAUNCH_MILLIS = 120_000;
  private static final int QUIT_MILLIS = 30_000;

  private final ClientFolder folder;
  private final String host;
  private final int port;
  private volatile int httpsPort;
  private volatile ClientManners manners = ClientManners.USUAL;

  /// @param port the HTTP port, usually 47989
  public GameStreamHost(ClientFolder folder, String host, int port) {
    this.folder = folder;
    this.host = host;
    this.port = port;
  }

  /// How it behaves from now on.
  public void manners(ClientManners chosen) {
    manners = chosen;
  }

  ClientManners manners() {
    return manners;
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  /// The host's certificate, once paired.
  public Optional<X509Certificate> certificate() throws IOException {
    return folder.pinned(host, port);
  }

  /// What the host tells anybody, over HTTP.
  public ServerInfo publicInfo() throws IOException {
    XmlReply reply = plain("/serverinfo", "", USUAL_MILLIS).orThrow("serverinfo");
    ServerInfo info = info(reply, false);
    httpsPort = info.httpsPort();
    return info;
  }

  /// What the host tells this client: over HTTPS if it is paired, and over HTTP if it is not, or if
  /// the host no longer knows it.
  public ServerInfo info() throws IOException {
    if (folder.pinned(host, port).isEmpty()) {
      return publicInfo();
    }
    XmlReply reply = secure("/serverinfo", "", USUAL_MILLIS);
    return reply.status() == 401 ? publicInfo() : info(reply.orThrow("serverinfo"), true);
  }

  /// Pairs this client. Blocks until somebody has entered the PIN at the host.
  ///
  /// @param pin four decimal digits
  /// @throws GameStreamException the host refused, or one of the client's own two checks failed
  public void pair(String pin) throws IOException {
    if (!pin.matches("[0-9]{4}")) {
      throw new IllegalArgumentException("a PIN has four decimal digits, not: " + pin);
    }
    publicInfo();
    ClientIdentity identity = folder.identity();
    var pairing = ClientPairing.begin(pin, identity.certificate(), identity.key());
    try {
      X509Certificate certificate = askForCertificate(pairing);
      XmlReply second = pairStep("&clientchallenge=" + hex(pairing.clientChallenge()));
      byte[] commitment = pairing.answer(unhex(second.required("challengeresponse")));
      XmlReply third = pairStep("&serverchallengeresp=" + hex(commitment));
      Verdict verdict = pairing.check(unhex(third.required("pairingsecret")), certificate);
      switch (verdict) {
        case MAN_IN_THE_MIDDLE ->
            throw new GameStreamException(
                400, "the host's secret is not signed by its certificate");
        case WRONG_PIN ->
            throw new GameStreamException(400, "the PIN entered at the host is wrong");
        case GENUINE -> {}
      }
      pairStep("&clientpairingsecret=" + hex(pairing.clientPairingSecret()));
      XmlReply last =
          secure(certificate, "/pair", "&devicename=roth&updateState=1&phrase=pairchallenge");
      requirePaired(last.orThrow("pairing, last step"));
      folder.pin(host, port, certificate);
    } catch (IOException e) {
      abortPairing();
      throw e;
    }
  }

  /// Forgets the host on this side; the host keeps the client until its owner removes it.
  public boolean unpair() throws IOException {
    return folder.forget(host, port);
  }

  public List<AppEntry> apps() throws IOException {
    XmlReply reply = secure("/applist", "", USUAL_MILLIS).orThrow("applist");
    return reply.all("App").stream().map(GameStreamHost::app).toList();
  }

  /// Box art of an application, as the image's bytes.
  public byte[] boxArt(int appId) throws IOException {
    String more = "&appid=" + appId + "&AssetType=2&AssetIdx=0";
    HttpGet.Reply reply = secureRaw(pinned(), "/appasset", more, USUAL_MILLIS);
    if (reply.status() != 200) {
      throw new GameStreamException(reply.status(), "box art of application " + appId);
    }
    return reply.body();
  }

  /// Starts the application, or resumes it where it runs already, and performs RTSP, control
  /// connection and first pings.
  public GameStream stream(String app, StreamOptions options, StreamListener listener)
      throws IOException {
    ServerInfo info = info();
    if (!info.paired()) {
      throw new GameStreamException(401, "not paired with " + host + "; pair first");
    }
    AppEntry entry =
        apps().stream()
            .filter(a -> a.title().equals(app))
            .findFirst()
            .orElseThrow(() -> new GameStreamException(404, "the host has no application " + app));
    boolean running = info.busy() && info.currentGame() == entry.id();
    LaunchKeys keys = LaunchKeys.random();
    long launchedNanos = System.nanoTime();
    String url = launch(running ? "/resume" : "/launch", entry.id(), options, keys);
    return GameStream.open(this, url, keys, options, listener, launchedNanos);
  }

  /// Asks for a launch and goes no further, as a client does that dies there.
  ///
  /// @return the address for RTSP
  public String launchOnly(int appId, StreamOptions options) throws IOException {
    return launch("/launch", appId, options, LaunchKeys.random());
  }

  /// Ends this client's stream and its application.
  public void quit() throws IOException {
    XmlReply reply = secure("/cancel", "", QUIT_MILLIS).orThrow("cancel");
    if (reply.required("cancel").equals("0")) {
      throw new GameStreamException(400, "the host refused to quit");
    }
    ServerInfo after = info();
    if (after.busy() && after.currentGame() != 0) {
      throw new GameStreamException(599, "the host says that it quit, but still runs a game");
    }
  }

  private String launch(String path, int appId, StreamOptions options, LaunchKeys keys)
      throws IOException {
    String more =
        "&appid=%d&mode=%dx%dx%d&additionalStates=1&sops=0&rikey=%s&rikeyid=%d"
                .formatted(
                    appId,
                    options.widthPx(),
                    options.heightPx(),
                    options.fps(),
                    hex(keys.key()),
                    keys.id())
            + "&localAudioPlayMode=%d&surroundAudioInfo=%d"
                .formatted(options.sound().alsoOnHost() ? 1 : 0, options.sound().launchInfo())
            + "&remoteControllersBitmap=0&gcmap=0&gcpersist=0"
            + (options.colour().hdr() ? HDR : "")
            + (options.encryptedRtsp() ? "&corever=1" : "");
    XmlReply reply = secure(path, more, LAUNCH_MILLIS).orThrow(path.substring(1));
    String done = reply.required(path.equals("/resume") ? "resume" : "gamesession");
    if (done.equals("0")) {
      throw new GameStreamException(500, path.substring(1) + " was answered with 0");
    }
    return reply.required("sessionUrl0");
  }

  private X509Certificate askForCertificate(ClientPairing pairing) throws IOException {
    String more =
        "&devicename=roth&updateState=1&phrase=getservercert&salt="
            + hex(pairing.salt())
            + "&clientcert="
            + hex(folder.identity().pem().getBytes(StandardCharsets.US_ASCII));
    XmlReply reply = requirePaired(plain("/pair", more, 0).orThrow("pairing"));
    String text = reply.text("plaincert").orElse("");
    if (text.isEmpty()) {
      throw new GameStreamException(409, "another pairing is in progress at the host");
    }
    try {
      return ClientFolder.parse(new String(unhex(text), StandardCharsets.US_ASCII));
    } catch (CertificateException e) {
      throw new IOException("the host's plaincert is not a certificate", e);
    }
  }

  private XmlReply pairStep(String more) throws IOException {
    String all = "&devicename=roth&updateState=1" + more;
    return requirePaired(plain("/pair", all, USUAL_MILLIS).orThrow("pairing"));
  }

  private static XmlReply requirePaired(XmlReply reply) throws IOException {
    if (!reply.required("paired").equals("1")) {
      throw new GameStreamException(400, "the host ended the pairing; the PIN was probably wrong");
    }
    return reply;
  }

  /// A stock client says so when its pairing failed; what the host answers changes nothing.
  private void abortPairing() {
    try {
      plain("/unpair", "", USUAL_MILLIS);
    } catch (IOException _) {
      // The pairing's own failure is the one to report.
    }
  }

  private XmlReply plain(String path, String more, int timeoutMillis) throws IOException {
    HttpGet.Reply reply =
        HttpGet.get(null, manners.from(), host, port, target(path, more), timeoutMillis);
    return xml(path, reply);
  }

  private XmlReply secure(String path, String more, int timeoutMillis) throws IOException {
    return xml(path, secureRaw(pinned(), path, more, timeoutMillis));
  }

  private XmlReply secure(X509Certificate certificate, String path, String more)
      throws IOException {
    return xml(path, secureRaw(certificate, path, more, USUAL_MILLIS));
  }

  private HttpGet.Reply secureRaw(
      X509Certificate certificate, String path, String more, int timeoutMillis) throws IOException {
    if (httpsPort == 0) {
      publicInfo();
    }
    var tls = new PinnedTls(folder.identity(), certificate).context();
    return HttpGet.get(tls, manners.from(), host, httpsPort, target(path, more), timeoutMillis);
  }

  private X509Certificate pinned() throws IOException {
    return folder
        .pinned(host, port)
        .orElseThrow(
            () -> new GameStreamException(401, "not paired with " + host + "; pair first"));
  }

  private String target(String path, String more) {
    String uuid = UUID.randomUUID().toString().replace("-", "");
    return path + "?uniqueid=" + folder.identity().uniqueId() + "&uuid=" + uuid + more;
  }

  private static XmlReply xml(String path, HttpGet.Reply reply) throws IOException {
    if (reply.status() != 200) {
      throw new GameStreamException(reply.status(), path + " was answered with HTTP error");
    }
    return XmlReply.parse(reply.body());
  }

  private static ServerInfo info(XmlReply reply, boolean secure) throws IOException {
    String state = reply.required("state");
    int https = number(reply.text("HttpsPort").orElse("0"));
    return new ServerInfo(
        reply.text("hostname").filter(n -> !n.isEmpty()).orElse("UNKNOWN"),
        reply.required("uniqueid"),
        reply.required("appversion"),
        https == 0 ? 47984 : https,
        number(reply.text("ServerCodecModeSupport").orElse("1")),
        number(reply.text("MaxLumaPixelsHEVC").orElse("0")),
        secure && reply.required("PairStatus").equals("1"),
        state.endsWith("_SERVER_BUSY"),
        number(reply.text("currentgame").orElse("0")));
  }

  private static AppEntry app(XmlReply reply) {
    return new AppEntry(
        number(reply.text("ID").orElse("0")),
        reply.text("AppTitle").orElse(""),
        reply.text("IsHdrSupported").orElse("0").equals("1"));
  }

  private static int number(String text) {
    try {
      return (int) Long.parseLong(text.strip());
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] unhex(String text) throws IOException {
    try {
      return HexFormat.of().parseHex(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IOException("the host's answer is not hexadecimal", e);
    }
  }
}
