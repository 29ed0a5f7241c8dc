package io.almanac.jobs.charges.source;

import java.util.List;
import java.util.Locale;

/**
 * Splits the ProviderName and PublisherName of FOCUS 1.0 to 1.3 into the HostProviderName and
 * ServiceProviderName of 1.4.
 *
 * <p>The host is the provider. The service provider is the publisher of a marketplace charge and
 * the provider otherwise. A charge is of the marketplace when its publisher is not one of the
 * provider's own companies: "Amazon Web Services EMEA SARL" is the provider "AWS", "Red Hat Inc."
 * is not.
 */
final class Providers {
  private static final List<List<String>> FAMILIES =
      List.of(
          List.of("aws", "amazon"),
          List.of("microsoft", "azure"),
          List.of("google", "gcp"),
          List.of("oracle", "oci"),
          List.of("alibaba", "aliyun"),
          List.of("tencent"),
          List.of("ibm", "international business machines"));

  private Providers() {}

  /** Who offers the service; null when neither name is known. */
  static String serviceProvider(String provider, String publisher) {
    if (provider == null || publisher == null) {
      return provider == null ? publisher : provider;
    }
    return isSameCompany(provider, publisher) ? provider : publisher;
  }

  private static boolean isSameCompany(String provider, String publisher) {
    String one = provider.toLowerCase(Locale.ROOT).strip();
    String other = publisher.toLowerCase(Locale.ROOT).strip();
    if (one.startsWith(other) || other.startsWith(one)) {
      return true;
    }
    return FAMILIES.stream()
        .anyMatch(
            family ->
                family.stream().anyMatch(one::startsWith)
                    && family.stream().anyMatch(other::startsWith));
  }
}
