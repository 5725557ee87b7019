package io.oriel.console.web.internal;

import com.google.gson.JsonObject;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.trust.PairingAnswer;
import io.oriel.api.trust.PairingQueue;
import io.oriel.api.trust.PairingQueue.Pairing;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The Oriel page: pairing, clients, sessions, backends and facts.
///
/// The page is a shell that a script fills from `data.json` once a second; the script writes text
/// only, never markup, so nothing a client sends can become part of the page. Actions are POSTs
/// that carry a token only this page was given.
@Component(
    service = Servlet.class,
    property = {
      "felix.webconsole.label=" + OrielPage.LABEL,
      "felix.webconsole.title=Oriel",
      "felix.webconsole.category=Main"
    })
public final class OrielPage extends AbstractServlet {
  static final String LABEL = "oriel";
  static final String TOKEN_HEADER = "X-Oriel-Token";
  private static final long serialVersionUID = 1L;

  private final transient SessionOrchestrator orchestrator;
  private final transient TrustStore trust;
  private final transient PairingQueue queue;
  private final transient PageData data;
  private final String token;

  @Activate
  public OrielPage(
      @Reference SessionOrchestrator orchestrator,
      @Reference TrustStore trust,
      @Reference PairingQueue queue,
      @Reference PageData data) {
    this.orchestrator = orchestrator;
    this.trust = trust;
    this.queue = queue;
    this.data = data;
    var random = new byte[16];
    new SecureRandom().nextBytes(random);
    token = HexFormat.of().formatHex(random);
  }

  @Override
  protected URL getResource(String path) {
    return switch (path) {
      case "/oriel/res/oriel.css", "/oriel/res/oriel.js" ->
          OrielPage.class.getResource(path.substring("/oriel/".length()));
      default -> null;
    };
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws jakarta.servlet.ServletException, IOException {
    if ("/oriel/data.json".equals(request.getPathInfo())) {
      setNoCache(response);
      response.setContentType("application/json;charset=utf-8");
      response.getWriter().write(data.json());
      return;
    }
    super.doGet(request, response);
  }

  @Override
  public void renderContent(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (var page = OrielPage.class.getResourceAsStream("res/page.html")) {
      String html = new String(page.readAllBytes(), StandardCharsets.UTF_8);
      response.getWriter().write(html.replace("${token}", token));
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String given = request.getHeader(TOKEN_HEADER);
    if (given == null
        || !MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
      answer(response, HttpServletResponse.SC_FORBIDDEN, "reload the page, its token is too old");
      return;
    }
    try {
      String done = act(request);
      answer(response, HttpServletResponse.SC_OK, done);
    } catch (IllegalArgumentException e) {
      answer(response, HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
    }
  }

  private String act(HttpServletRequest request) {
    String id = parameter(request, "id");
    return switch (parameter(request, "action")) {
      case "pair" -> pair(pairing(id), parameter(request, "pin"), parameter(request, "name"));
      case "deny" -> {
        pairing(id).answer(new PairingAnswer.Denied());
        yield "refused";
      }
      case "unpair" -> {
        if (!trust.remove(id)) {
          throw new IllegalArgumentException("that client is gone already");
        }
        yield "unpaired";
      }
      case "right" -> right(id, parameter(request, "right"), parameter(request, "on"));
      case "end" -> {
        session(id).end(EndReason.OPERATOR);
        yield "ending";
      }
      default -> throw new IllegalArgumentException("unknown action");
    };
  }

  /// One right at a time: what somebody else changed in the meantime stays.
  private String right(String id, String name, String on) {
    var client =
        trust.clients().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("that client is gone already"));
    var right =
        Arrays.stream(Right.values())
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no such right"));
    var rights = EnumSet.noneOf(Right.class);
    rights.addAll(client.rights());
    boolean gives = on.equals("true");
    if (gives) {
      rights.add(right);
    } else {
      rights.remove(right);
    }
    trust.allow(id, rights);
    return client.name() + (gives ? " may now: " : " may no longer: ") + name;
  }

  private static String pair(Pairing pairing, String pin, String name) {
    if (!pin.matches("[0-9]{4}")) {
      throw new IllegalArgumentException("a PIN is the four digits the client shows");
    }
    if (name.length() > 64) {
      throw new IllegalArgumentException("a name has 64 characters at most");
    }
    if (!pairing.answer(new PairingAnswer.Pin(pin, name.strip()))) {
      throw new IllegalArgumentException("that request has been answered or has expired");
    }
    return "PIN handed over";
  }

  private static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  private Pairing pairing(String id) {
    return queue.pending().stream()
        .filter(pairing -> pairing.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("that request is gone"));
  }

  private Session session(String id) {
    return orchestrator.sessions().stream()
        .filter(session -> session.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("that session has ended"));
  }

  private static void answer(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json;charset=utf-8");
    var object = new JsonObject();
    object.addProperty("message", text);
    response.getWriter().write(object.toString());
  }
}
