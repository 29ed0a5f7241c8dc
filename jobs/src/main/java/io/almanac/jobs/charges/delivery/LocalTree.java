package io.almanac.jobs.charges.delivery;

import io.almanac.jobs.charges.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files below a source's path, found by the names that manifests give them. A manifest names
 * files as they lie in the provider's bucket, of which the source's folder is some part: the file
 * that agrees in most folders from the end is meant, and the folder above those holds the manifest
 * as well. A name is looked up among files that were listed and never opened as a path, so that no
 * name leads out of the folder.
 */
final class LocalTree {
  private final Map<String, List<SourceFile>> byName = new HashMap<>();

  LocalTree(List<SourceFile> files) {
    for (SourceFile file : files) {
      List<String> parts = parts(file.relativePath());
      byName.computeIfAbsent(parts.get(parts.size() - 1), unseen -> new ArrayList<>()).add(file);
    }
  }

  /** The files that a name may mean: one when all is well, none when it is not there. */
  List<SourceFile> find(SourceFile manifest, String name) {
    List<String> wanted = parts(name);
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<String> home = parts(manifest.relativePath());
    List<SourceFile> best = new ArrayList<>();
    int mostAgreed = 0;
    int mostShared = -1;
    for (SourceFile file : byName.getOrDefault(wanted.get(wanted.size() - 1), List.of())) {
      List<String> parts = parts(file.relativePath());
      int agreed = agreedFromTheEnd(parts, wanted);
      int above = parts.size() - agreed;
      int shared = sharedFromTheStart(parts, home);
      boolean together = shared == home.size() - 1 && parts.size() == home.size();
      if (shared < above || (agreed == 1 && wanted.size() > 1 && !together)) {
        // Another export or run has files, or folders, of the same names.
        continue;
      }
      if (agreed > mostAgreed || (agreed == mostAgreed && shared > mostShared)) {
        best.clear();
        mostAgreed = agreed;
        mostShared = shared;
      }
      if (agreed == mostAgreed && shared == mostShared) {
        best.add(file);
      }
    }
    return best;
  }

  /** Whether a name tries to lead out of its folder. */
  static boolean isHostile(String name) {
    if (name.indexOf('\\') >= 0 || name.chars().anyMatch(letter -> letter < ' ')) {
      return true;
    }
    return List.of(name.split("/", -1)).contains("..");
  }

  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    int scheme = path.indexOf("://");
    for (String part : (scheme < 0 ? path : path.substring(scheme + 3)).split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static int agreedFromTheEnd(List<String> one, List<String> other) {
    int agreed = 0;
    while (agreed < Math.min(one.size(), other.size())
        && one.get(one.size() - 1 - agreed).equals(other.get(other.size() - 1 - agreed))) {
      agreed++;
    }
    return agreed;
  }

  private static int sharedFromTheStart(List<String> one, List<String> other) {
    int shared = 0;
    while (shared < Math.min(one.size(), other.size())
        && one.get(shared).equals(other.get(shared))) {
      shared++;
    }
    return shared;
  }
}
