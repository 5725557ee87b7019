package io.oriel.itest.browser;

import static java.net.HttpURLConnection.HTTP_OK;

import io.oriel.itest.Await;
import io.oriel.itest.RunningHost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The host's page in a tab, used as a person would use it. One thread.
public final class OpenPage implements AutoCloseable {
  /// How long a busy machine may take for anything.
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Page page;

  private OpenPage(Page page) {
    this.page = page;
  }

  /// Where a host's page is on the machine itself.
  public static String address(RunningHost host) {
    return "http://localhost:" + (host.process().port() + 3) + "/";
  }

  /// Opens the page in a new tab; pairs the browser with the code on the page if it is new.
  ///
  /// @param query of the address: `?transport=webrtc`, or empty
  public static OpenPage open(
      RunningHost host, Browser browser, int widthPx, int heightPx, String query) throws Exception {
    return open(host, browser.page(widthPx, heightPx), query);
  }

  /// The same in a tab that was made ready for it. *Takes ownership* of the tab.
  public static OpenPage open(RunningHost host, Page page, String query) throws Exception {
    OpenPage opened = unpaired(host, page, query);
    if (page.evaluate("document.querySelector('#device-name') !== null").getAsBoolean()) {
      opened.pair(host);
    }
    return opened;
  }

  /// The same without pairing a new browser.
  public static OpenPage unpaired(RunningHost host, Page page, String query) throws Exception {
    awaitServed(host);
    var opened = new OpenPage(page);
    page.open(address(host) + query);
    opened.await("document.querySelector('#device-name, .tile, .stage') !== null");
    return opened;
  }

  /// The host says that it is up before every bundle has had its turn.
  private static void awaitServed(RunningHost host) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(address(host))).build();
    try (var client = HttpClient.newHttpClient()) {
      if (!Await.until(
          PATIENCE,
          () -> client.send(request, BodyHandlers.discarding()).statusCode() == HTTP_OK)) {
        throw new IOException("the host serves no page at " + address(host));
      }
    }
  }

  private void pair(RunningHost host) throws Exception {
    click("form button.primary");
    await("document.querySelectorAll('.code span').length === 4");
    String code = page.evaluate("document.querySelector('.code').textContent").getAsString();
    host.shell().run("oriel:pair '" + code + "'"); // the shell would take 0123 for a number
    await("document.querySelector('.tile') !== null");
  }

  /// Gives or takes rights of this browser as the owner does, and loads the page again so that it
  /// knows. Not while it streams.
  ///
  /// @param changes as `+FILES`, `-INPUT`
  public void rights(RunningHost host, String... changes) throws Exception {
    String id =
        page.evaluate("fetch('/api/host').then(r => r.json()).then(h => h.me.id)").getAsString();
    host.shell().run("oriel:rights '" + id + "' " + String.join(" ", changes));
    reload();
  }

  /// Has preferences of the page changed, as in its settings, and loads the page again.
  ///
  /// @param json an object of some of them
  public void prefer(String json) throws Exception {
    page.evaluate("localStorage.setItem('oriel.preferences', JSON.stringify(%s))".formatted(json));
    reload();
  }

  /// Loads the page again; returns when there is something to choose.
  public void reload() throws Exception {
    page.evaluate("globalThis.before = true");
    page.reload();
    await("globalThis.before === undefined && document.querySelector('.tile') !== null");
  }

  /// Starts an application by its title and returns when its picture is there.
  public void start(String title) throws Exception {
    String tile =
        "[...document.querySelectorAll('.tile')].find(t => t.textContent.endsWith('%s'))"
            .formatted(title);
    await(tile + " !== undefined");
    page.evaluate(tile + ".click()");
    live();
  }

  /// Watches the session that somebody else runs, and returns when its picture is there.
  public void watch() throws Exception {
    reload();
    await("document.querySelector('.sessions button') !== null");
    click(".sessions button");
    live();
  }

  /// Waits until so many more frames have come.
  public void more(int frames) throws Exception {
    int seen = page.evaluate("oriel.stats()?.frames ?? 0").getAsInt();
    await("(oriel.stats()?.frames ?? 0) >= " + (seen + frames));
  }

  /// Returns when a picture is shown.
  public void live() throws Exception {
    await("oriel.state === 'live' && (oriel.stats()?.frames ?? 0) > 0");
  }

  /// Clicks on an element.
  ///
  /// @param selector of CSS
  public void click(String selector) throws IOException {
    page.evaluate("document.querySelector('" + selector + "').click()");
  }

  /// Waits until an expression is true.
  ///
  /// @throws IOException with the expression and what the page says, if it does not become true
  public void await(String expression) throws Exception {
    if (!page.until(PATIENCE, expression)) {
      throw new IOException(
          "not within %s: %s\nstate %s\n%s\nconsole %s"
              .formatted(
                  PATIENCE,
                  expression,
                  page.evaluate("globalThis.oriel?.state"),
                  page.evaluate("document.body.innerText"),
                  page.messages()));
    }
  }

  /// The tab itself.
  public Page page() {
    return page;
  }

  /// Closes the tab, as a person closes it.
  @Override
  public void close() throws IOException {
    page.close();
  }
}
