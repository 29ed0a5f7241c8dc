package io.almanac.jobs.sample;

import java.nio.charset.StandardCharsets;

/**
 * Pseudo-random numbers that follow from a key and an index alone, never from the order of calls.
 * Only {@link StrictMath} and integer arithmetic are used, so every machine draws the same.
 */
final class Noise {

  private static final long SEED = 20_261_020L;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final double UNIT = 0x1.0p-53;

  private Noise() {}

  /** A key for {@link #uniform}: FNV-1a of the text, mixed with the seed. */
  static long key(String text) {
    long hash = FNV_OFFSET;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return mix(hash ^ SEED);
  }

  /** Uniform in [0, 1). */
  static double uniform(long key, long index) {
    return (mix(key + (index * 0x9e3779b97f4a7c15L)) >>> 11) * UNIT;
  }

  /** Bell-shaped with mean 0 and standard deviation 1, within ±3.5 (sum of four uniforms). */
  static double bell(long key, long index) {
    long first = index * 4;
    double sum =
        uniform(key, first)
            + uniform(key, first + 1)
            + uniform(key, first + 2)
            + uniform(key, first + 3);
    return (sum - 2) * 1.7320508075688772;
  }

  /** A slowly drifting value, mean 0: {@link #bell} at every {@code period}, smooth in between. */
  static double drift(long key, long day, int period) {
    long block = Math.floorDiv(day, (long) period);
    double position = Math.floorMod(day, (long) period) / (double) period;
    double smooth = position * position * (3 - (2 * position));
    double from = bell(key, block);
    return from + (smooth * (bell(key, block + 1) - from));
  }

  /** Lower-case hexadecimal digits, at most 32. */
  static String hex(String text, int length) {
    long key = key(text);
    String digits = hexadecimal(key) + hexadecimal(mix(key + 1));
    return digits.substring(0, length);
  }

  private static String hexadecimal(long value) {
    return Long.toHexString(value | 0x8000000000000000L);
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
