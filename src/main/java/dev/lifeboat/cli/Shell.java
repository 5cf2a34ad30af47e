package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/**
 * What the program was started from.
 *
 * @param in standard input; read for confirmations only, and only from a terminal
 * @param out standard output, unbuffered
 * @param err standard error, unbuffered
 * @param variables the environment
 * @param terminal what the three streams are
 * @param locale the character set that the person's locale asks for
 * @param zone where the person's clock is
 */
public record Shell(
    InputStream in,
    OutputStream out,
    OutputStream err,
    Map<String, String> variables,
    Terminal terminal,
    Signals signals,
    Charset locale,
    InstantSource clock,
    ZoneId zone) {

  /** The shell that started this process. */
  public static Shell system(InstantSource clock) {
    return new Shell(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        System.getenv(),
        Terminal.system(),
        Signals.system(),
        Charset.forName(System.getProperty("native.encoding", "UTF-8"), StandardCharsets.UTF_8),
        clock,
        ZoneId.systemDefault());
  }
}
