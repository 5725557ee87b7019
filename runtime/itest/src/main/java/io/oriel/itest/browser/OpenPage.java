package io.oriel.itest.browser;

import io.oriel.itest.RunningHost;
import java.io.IOException;
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
    Page page = browser.page(widthPx, heightPx);
    var opened = new OpenPage(page);
    page.open(address(host) + query);
    opened.await("document.querySelector('#device-name, .tile, .stage') !== null");
    if (page.evaluate("document.querySelector('#device-name') !== null").getAsBoolean()) {
      opened.pair(host);
    }
    return opened;
  }

  private void pair(RunningHost host) throws Exception {
    click("form button.primary");
    await("document.querySelectorAll('.code span').length === 4");
    String code = page.evaluate("document.querySelector('.code').textContent").getAsString();
    host.shell().run("oriel:pair " + code);
    await("document.querySelector('.tile') !== null");
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
