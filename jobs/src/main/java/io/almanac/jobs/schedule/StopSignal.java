package io.almanac.jobs.schedule;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM and SIGINT as something to wait for. Without it the JVM ends at once, and Spark's own
 * shutdown hook takes the session away from under a running night.
 */
public final class StopSignal {
  private final CountDownLatch stopped = new CountDownLatch(1);

  private StopSignal() {}

  /** Takes both signals over for the rest of this process. */
  public static StopSignal install() {
    StopSignal stop = new StopSignal();
    stop.handle("TERM");
    stop.handle("INT");
    return stop;
  }

  /** Waits for the first signal. */
  public void await() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** By reflection, since the compiler warns of every use of {@code sun.misc} by name. */
  private void handle(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> answer(self, method, arguments));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException("Cannot handle signal: " + name, e);
    }
  }

  private Object answer(Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "hashCode" -> System.identityHashCode(self);
      case "equals" -> self == arguments[0];
      case "toString" -> "almanac stop";
      default -> {
        stopped.countDown();
        yield null;
      }
    };
  }
}
