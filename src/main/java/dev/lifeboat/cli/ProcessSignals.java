package dev.lifeboat.cli;

import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.progress.Interruption;
import java.lang.reflect.Proxy;

/**
 * Handles signals through {@code jdk.unsupported}, by reflection because the compiler warns of it.
 * A shutdown hook could not do this: it can't return to the operation, which shall clean up in its
 * own order, and a second Ctrl-C would be lost. Where signals can't be handled, they end the
 * process as they always did.
 */
final class ProcessSignals implements Signals {
  @Override
  public void deliverTo(Interruption interruption, Runnable announce) {
    Runnable action =
        () -> {
          if (interruption.requested()) {
            // Not halt: child processes are ended by shutdown hooks.
            System.exit(ExitCode.INTERRUPTED.status());
          }
          interruption.request();
          announce.run();
        };
    handle("INT", action);
    handle("TERM", action);
  }

  @Override
  public void surviveHangup() {
    handle("HUP", () -> {});
  }

  @Override
  public void onHangup(Runnable action) {
    handle("HUP", action);
  }

  private static void handle(String signal, Runnable action) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              ProcessSignals.class.getClassLoader(),
              new Class<?>[] {handlers},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signals
          .getMethod("handle", signals, handlers)
          .invoke(null, signals.getConstructor(String.class).newInstance(signal), handler);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // The system keeps this signal to itself (Windows, or java -Xrs): its default act stays.
      return;
    }
  }
}
