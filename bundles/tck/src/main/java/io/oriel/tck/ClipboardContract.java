package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException;
import io.oriel.api.clipboard.Clipboard;
import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.clipboard.ClipboardContent.Kind;
import io.oriel.api.clipboard.ClipboardProvider;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What [ClipboardProvider] and [Clipboard] promise. Each test is named after a sentence of their
/// documentation. [#request()] names a desktop that runs.
public abstract class ClipboardContract
    extends BackendContract<ClipboardProvider.Request, ClipboardProvider> {
  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int LARGE_PNG = 5 << 20;

  private final List<ClipboardContent> copied = new CopyOnWriteArrayList<>();
  private final RecordedHealth health = new RecordedHealth();
  private Clipboard open;
  private volatile boolean deaf;

  /// A program of the desktop copies something, in all forms that programs of its kind use.
  protected abstract void copy(ClipboardContent content) throws Exception;

  /// A program of the desktop pastes.
  ///
  /// @return empty: the clipboard has nothing of this kind
  protected abstract Optional<byte[]> paste(Kind kind) throws Exception;

  /// A program copies what a password manager marks as secret.
  ///
  /// @return `false`: not done, this test cannot
  protected boolean copySecret(String text) throws Exception {
    return false;
  }

  /// A program copies more than a kind allows.
  ///
  /// @return `false`: not done, this test cannot
  protected boolean copyBytes(Kind kind, byte[] bytes) throws Exception {
    return false;
  }

  /// Ends the desktop as a crash would.
  ///
  /// @return `false`: not done, this test cannot
  protected boolean kill() throws Exception {
    return false;
  }

  @Override
  protected ClipboardProvider.Request unfitRequest() {
    return new ClipboardProvider.Request("a-backend-nobody-has", Map.of());
  }

  @AfterEach
  void closeClipboard() {
    if (open != null) {
      open.close();
    }
  }

  @Test
  public void the_listener_is_told_what_programs_copy() throws Exception {
    open();

    copy(ClipboardContent.text("Grüße, 漢字 🦀\n"));
    told("Grüße, 漢字 🦀\n");
    copy(ClipboardContent.text("once more"));
    told("once more");
  }

  @Test
  public void the_longest_text_and_large_pictures_are_told() throws Exception {
    open();

    byte[] text = new byte[Kind.TEXT.mostBytes()];
    Arrays.fill(text, (byte) 'x');
    copy(new ClipboardContent(Kind.TEXT, text));
    told(Kind.TEXT, text);
    byte[] png = png(LARGE_PNG);
    copy(new ClipboardContent(Kind.PNG, png));
    told(Kind.PNG, png);
  }

  @Test
  public void an_offer_is_what_programs_paste() throws Exception {
    open();

    open.offer(ClipboardContent.text("für später"));
    Wait.until(
        "the text pasted",
        () -> paste(Kind.TEXT).map(String::new).equals(Optional.of("für später")));
    byte[] png = png(LARGE_PNG);
    open.offer(new ClipboardContent(Kind.PNG, png));
    Wait.until(
        "the picture pasted", () -> paste(Kind.PNG).filter(b -> Arrays.equals(b, png)).isPresent());
    assertThat(paste(Kind.TEXT)).isEmpty();
  }

  @Test
  public void the_last_of_many_offers_is_pasted_until_a_program_copies() throws Exception {
    open();

    for (int i = 0; i <= 100; i++) {
      open.offer(ClipboardContent.text("offer " + i));
    }
    Wait.until(
        "the last offer", () -> paste(Kind.TEXT).map(String::new).equals(Optional.of("offer 100")));
    copy(ClipboardContent.text("of a program"));
    told("of a program");

    assertThat(paste(Kind.TEXT).map(String::new)).contains("of a program");
  }

  @Test
  public void an_offer_is_not_reported_back() throws Exception {
    open();

    open.offer(ClipboardContent.text("mine"));
    Wait.until("my offer", () -> paste(Kind.TEXT).map(String::new).equals(Optional.of("mine")));
    copy(ClipboardContent.text("theirs"));
    told("theirs");

    assertThat(copied).noneMatch(c -> new String(c.bytes()).equals("mine"));
  }

  @Test
  public void contents_that_a_password_manager_marks_are_not_told() throws Exception {
    open();

    assume(copySecret("hunter2"), "this test copies no secrets");
    copy(ClipboardContent.text("public"));
    told("public");

    assertThat(copied).noneMatch(c -> new String(c.bytes()).equals("hunter2"));
  }

  @Test
  public void contents_that_are_too_long_are_not_told() throws Exception {
    open();

    byte[] text = new byte[Kind.TEXT.mostBytes() + 1];
    Arrays.fill(text, (byte) 'x');
    assume(copyBytes(Kind.TEXT, text), "this test copies no long contents");
    copy(ClipboardContent.text("short"));
    told("short");

    assertThat(copied).allMatch(c -> c.bytes().length <= c.kind().mostBytes());
  }

  @Test
  public void contents_that_are_empty_are_not_told() throws Exception {
    open();

    assume(copyBytes(Kind.TEXT, new byte[0]), "this test copies nothing that is empty");
    copy(ClipboardContent.text("something"));
    told("something");

    assertThat(copied).allMatch(c -> c.bytes().length > 0);
  }

  @Test
  public void what_is_copied_while_nobody_listens_is_never_told() throws Exception {
    deaf = true;
    open();

    copy(ClipboardContent.text("unheard"));
    Wait.until(
        "the program's text",
        () -> paste(Kind.TEXT).map(String::new).equals(Optional.of("unheard")));
    open.offer(ClipboardContent.text("mine")); // behind it: the program's copy has been seen
    Wait.until("my offer", () -> paste(Kind.TEXT).map(String::new).equals(Optional.of("mine")));
    deaf = false;
    copy(ClipboardContent.text("heard"));
    told("heard");

    assertThat(copied).noneMatch(c -> new String(c.bytes()).equals("unheard"));
  }

  @Test
  public void what_is_offered_after_closing_is_ignored_and_closing_twice_does_nothing()
      throws Exception {
    open();

    open.close();
    open.close();
    open.offer(ClipboardContent.text("too late"));
    copy(ClipboardContent.text("unheard"));
    Wait.until(
        "the program's text",
        () -> paste(Kind.TEXT).map(String::new).equals(Optional.of("unheard")));

    assertThat(copied).isEmpty();
    assertThat(health.losses()).isEmpty();
  }

  @Test
  public void opening_and_closing_leaves_nothing_behind() throws Exception {
    for (int i = 0; i < 3; i++) { // what is loaded once
      open();
      open.close();
    }
    int descriptors = Descriptors.open();
    int threads = Descriptors.threads();

    for (int i = 0; i < 20; i++) {
      open();
      open.offer(ClipboardContent.text("round " + i));
      open.close();
    }

    Wait.until("no descriptor left", () -> Descriptors.open() <= descriptors);
    Wait.until("no thread left", () -> Descriptors.threads() <= threads);
  }

  @Test
  public void health_is_told_once_when_the_desktop_ends() throws Exception {
    open();

    assume(kill(), "this test does not end its desktop");

    assertThat(health.lost().get(20, TimeUnit.SECONDS).kind())
        .isEqualTo(BackendException.Kind.DEVICE_LOST);
    open.offer(ClipboardContent.text("nobody there"));
    open.close();
    assertThat(health.losses()).hasSize(1);
  }

  /// Opens the clipboard that the tests of a subclass look at too.
  protected final Clipboard open() throws Exception {
    copied.clear();
    open = provider().open(request(), new Told(), health);
    return open;
  }

  private final class Told implements ClipboardProvider.Listener {
    @Override
    public void copied(ClipboardContent content) {
      copied.add(content);
    }

    @Override
    public boolean listens() {
      return !deaf;
    }
  }

  /// What the listener was told so far.
  protected final List<ClipboardContent> copied() {
    return copied;
  }

  /// Waits until the listener has been told of a text.
  protected final void told(String text) throws Exception {
    told(Kind.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /// A picture of this many bytes, or what looks like one.
  protected static byte[] png(int bytes) {
    byte[] png = new byte[bytes];
    new Random(bytes).nextBytes(png);
    System.arraycopy(PNG_SIGNATURE, 0, png, 0, PNG_SIGNATURE.length);
    return png;
  }

  private void told(Kind kind, byte[] bytes) throws Exception {
    Wait.until(
        kind + " of " + bytes.length + " bytes told",
        () -> copied.stream().anyMatch(c -> c.kind() == kind && Arrays.equals(c.bytes(), bytes)));
  }
}
