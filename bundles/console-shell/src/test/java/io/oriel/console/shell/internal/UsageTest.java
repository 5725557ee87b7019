package io.oriel.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsageTest {
  /// Commands as components have them.
  public static final class Commands {
    public String invite(String session) {
      throw new IllegalArgumentException("there is no session " + session);
    }

    public String invite(String session, int minutes) {
      return invite(session);
    }

    public String help(String command) {
      return command + " takes a session";
    }
  }

  private final CommandProcessorImpl processor = new CommandProcessorImpl();
  private final CommandSession session =
      processor.createSession(
          new ByteArrayInputStream(new byte[0]),
          new ByteArrayOutputStream(),
          new ByteArrayOutputStream());

  UsageTest() {
    processor.addCommand("oriel", new Commands(), "invite");
    processor.addCommand("oriel", new Commands(), "help");
  }

  @AfterEach
  void close() {
    processor.stop();
  }

  @Test
  void a_command_without_its_arguments_is_explained() {
    for (String line : new String[] {"oriel:invite", "invite", "invite a b c", "invite a soon"}) {
      assertThat(said(line))
          .as(line)
          .hasValue("these arguments do not fit\ninvite takes a session");
    }
  }

  @Test
  void what_a_command_says_itself_stays() {
    assertThat(said("invite 1")).isEmpty();
    assertThat(said("nonsense")).isEmpty();
  }

  private Optional<String> said(String line) {
    return Usage.of(catchException(() -> session.execute(line)), session);
  }
}
