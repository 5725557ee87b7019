package io.oriel.clipboard.wayland.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.clipboard.ClipboardContent.Kind;
import io.oriel.api.clipboard.ClipboardProvider;
import io.oriel.media.wayland.testing.HeadlessSway;
import io.oriel.tck.ClipboardContract;
import io.oriel.tck.Wait;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In a real headless sway, with the programs of wl-clipboard.
class SwayClipboardTest extends ClipboardContract {
  @TempDir java.nio.file.Path folder;

  private HeadlessSway sway;
  private Programs programs;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(HeadlessSway.installed(), "sway is not installed");
    Assumptions.assumeTrue(Programs.installed(), "wl-clipboard is not installed");
    sway = HeadlessSway.start("640x480@60Hz", "#203040");
    programs = new Programs(sway.socket(), folder);
  }

  @AfterEach
  void stop() throws Exception {
    if (programs != null) {
      programs.close();
    }
    if (sway != null) {
      sway.close();
    }
  }

  @Override
  protected ClipboardProvider provider() {
    return new WaylandClipboards(Fixture.settings(Map.of()));
  }

  @Override
  protected ClipboardProvider.Request request() {
    return new ClipboardProvider.Request("wlroots", Map.of("WAYLAND_DISPLAY", sway.socket()));
  }

  @Override
  protected void copy(ClipboardContent content) throws Exception {
    copyBytes(content.kind(), content.bytes());
  }

  @Override
  protected boolean copyBytes(Kind kind, byte[] bytes) throws Exception {
    programs.copy(kind == Kind.PNG ? "image/png" : "text/plain;charset=utf-8", bytes);
    return true;
  }

  @Override
  protected boolean copySecret(String text) throws Exception {
    programs.copy("x-kde-passwordManagerHint", "secret".getBytes());
    return true;
  }

  @Override
  protected Optional<byte[]> paste(Kind kind) throws Exception {
    return programs.paste(kind == Kind.PNG ? "image/png" : "text/plain;charset=utf-8");
  }

  @Override
  protected boolean kill() {
    sway.process().destroyForcibly();
    return true;
  }

  @Test
  void every_name_of_text_can_be_pasted() throws Exception {
    open().offer(ClipboardContent.text("häßlich"));
    Wait.until("the offer", () -> paste(Kind.TEXT).isPresent());

    for (String name : new String[] {"text/plain", "UTF8_STRING", "TEXT", "STRING"}) {
      assertThat(programs.paste(name).map(String::new)).contains("häßlich");
    }
  }

  @Test
  void text_that_programs_offer_under_old_names_is_told() throws Exception {
    open();

    programs.copy("UTF8_STRING", "alt".getBytes());
    told("alt");
    programs.copy("TEXT", "älter".getBytes());
    told("älter");
  }

  @Test
  void what_was_only_marked_is_not_told() throws Exception {
    open();

    programs.copyPrimary("marked");
    copy(ClipboardContent.text("copied"));
    told("copied");

    assertThat(copied()).hasSize(1);
  }

  @Test
  void what_says_png_and_is_none_is_not_told() throws Exception {
    open();

    programs.copy("image/png", "<svg>".getBytes());
    copy(ClipboardContent.text("text"));
    told("text");

    assertThat(copied()).allMatch(c -> c.kind() == Kind.TEXT);
  }

  @Test
  void a_program_that_stops_in_the_middle_harms_nobody() throws Exception {
    open();
    programs.copy("text/plain;charset=utf-8", new byte[512 << 10]);
    Wait.until("the first", () -> !copied().isEmpty());
    programs.freeze();
    programs.copyNew("text/plain;charset=utf-8", "next".getBytes());

    told("next");
  }

  @Test
  void programs_that_paste_and_never_read_harm_nobody() throws Exception {
    byte[] png = png(4 << 20);
    var clipboard = open();
    clipboard.offer(new ClipboardContent(Kind.PNG, png));
    Wait.until("the offer", () -> paste(Kind.PNG).isPresent());
    for (int i = 0; i < 40; i++) {
      programs.pasteNever("image/png");
    }

    assertThat(paste(Kind.PNG)).hasValueSatisfying(b -> assertThat(b).isEqualTo(png));
    copy(ClipboardContent.text("goes on"));
    told("goes on");
    long start = System.nanoTime();
    clipboard.close();
    assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(10_000);
  }

  @Test
  void what_was_there_before_is_told() throws Exception {
    copy(ClipboardContent.text("earlier"));
    Wait.until("the program's text", () -> paste(Kind.TEXT).isPresent());

    open();

    told("earlier");
  }
}
