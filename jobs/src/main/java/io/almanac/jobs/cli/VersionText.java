package io.almanac.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** The release, its commit and the Java that runs it, from the jar's manifest. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    Attributes manifest = manifest();
    String version = manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    String commit = manifest.getValue("Implementation-Build");
    return new String[] {
      "almanac "
          + (version == null ? "(not packaged)" : version)
          + (commit == null || commit.isBlank() ? "" : " (" + commit + ")")
          + ", Java "
          + Runtime.version().feature()
    };
  }

  /** The manifest of the jar that this class came from; empty when it came from a folder. */
  private static Attributes manifest() throws IOException {
    URL here = VersionText.class.getResource(VersionText.class.getSimpleName() + ".class");
    String place = here.toString();
    if (!place.startsWith("jar:")) {
      return new Attributes();
    }
    URL manifest =
        new URL(place.substring(0, place.lastIndexOf('!') + 1) + "/META-INF/MANIFEST.MF");
    try (InputStream stream = manifest.openStream()) {
      return new Manifest(stream).getMainAttributes();
    }
  }
}
