package io.almanac.jobs.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs pieces of work that do not need each other at the same time. A small night's jobs are too
 * short to keep more than one core busy; two of them together are not.
 */
final class SideBySide {
  private SideBySide() {}

  /** What two pieces of work gave. */
  record Both<A, B>(A first, B second) {}

  /** Runs two pieces of work of different kinds, as {@link #run} does. */
  @SuppressWarnings("unchecked")
  static <A, B> Both<A, B> run(Callable<A> first, Callable<B> second) {
    List<Object> results = run(List.of(() -> (Object) first.call(), () -> (Object) second.call()));
    return new Both<>((A) results.get(0), (B) results.get(1));
  }

  /**
   * Runs all and waits for all, whatever becomes of the others.
   *
   * @return what each gave, in the order of the work
   * @throws RuntimeException the first failure in the order of the work, as it was thrown
   */
  static <T> List<T> run(List<? extends Callable<T>> work) {
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, work.size()));
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> done : threads.invokeAll(work)) {
        results.add(done.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot finish the night: interrupted", e);
    } catch (ExecutionException e) {
      throw SideBySide.<RuntimeException>asThrown(e.getCause());
    } finally {
      threads.shutdown();
    }
  }

  /** Spark throws checked exceptions without declaring them; they pass as they are. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E asThrown(Throwable failure) throws E {
    throw (E) failure;
  }
}
