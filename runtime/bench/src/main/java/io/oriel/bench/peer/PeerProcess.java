package io.oriel.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A peer's program, which stays up during the run: it reads one order per line and answers with
/// one line, `ok TEXT`, `absent WHY` or `error WHY`. One thread.
final class PeerProcess implements AutoCloseable {
  private static final long END_SECONDS = 5;

  private final Path program;
  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  PeerProcess(Path program) throws IOException {
    this.program = program;
    process =
        new ProcessBuilder(program.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /// @return what follows `ok`
  String ask(String order) throws AbsentException, IOException {
    orders.write(order + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(program.getFileName() + " ended at the order: " + order);
    }
    if (answer.startsWith("ok ")) {
      return answer.substring(3);
    }
    if (answer.startsWith("absent ")) {
      throw new AbsentException(answer.substring(7));
    }
    throw new IOException(program.getFileName() + " answers " + order + " with: " + answer);
  }

  /// Its orders end, and so does it.
  @Override
  public void close() throws IOException {
    orders.close();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
