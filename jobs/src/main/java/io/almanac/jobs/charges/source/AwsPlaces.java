package io.almanac.jobs.charges.source;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where something runs in AWS and what it is: names of regions, and resource ids taken apart. */
final class AwsPlaces {
  private static final Map<String, String> NAMES = names();

  /** Ids of EC2 begin with their type; the types are those of the ARNs of the same resources. */
  private static final Pattern EC2_ID = Pattern.compile("([a-z]+(?:-attach)?)-[0-9a-f]{8,17}");

  private static final Map<String, String> EC2_TYPES =
      Map.ofEntries(
          Map.entry("ami", "image"),
          Map.entry("cr", "capacity-reservation"),
          Map.entry("eipalloc", "elastic-ip"),
          Map.entry("eni", "network-interface"),
          Map.entry("h", "dedicated-host"),
          Map.entry("i", "instance"),
          Map.entry("nat", "natgateway"),
          Map.entry("snap", "snapshot"),
          Map.entry("tgw", "transit-gateway"),
          Map.entry("tgw-attach", "transit-gateway-attachment"),
          Map.entry("vol", "volume"),
          Map.entry("vpce", "vpc-endpoint"),
          Map.entry("vpn", "vpn-connection"));

  /** Services whose ARNs have a name alone, and of what. */
  private static final Map<String, String> NAMED_ONLY =
      Map.of("s3", "bucket", "sns", "topic", "sqs", "queue");

  private AwsPlaces() {}

  /** Sets region name, and resource type and name, from what the item and the draft have. */
  static void fill(AwsCost item, ChargeDraft draft) {
    Object region = draft.value(ChargeDraft.position("RegionId"));
    draft.set("RegionName", regionName(region == null ? null : region.toString(), item));
    if (draft.value(ChargeDraft.position("ResourceId")) instanceof String id) {
      if (id.startsWith("arn:")) {
        describe(id, draft);
      } else {
        draft.set("ResourceType", type(id, item.text("lineitemproductcode")));
      }
    }
  }

  /**
   * The name of a region: from the table, so that one region has one name whatever single lines
   * say, else from a line that names its region and not another kind of place; null for none.
   */
  private static String regionName(String region, AwsCost item) {
    String name = region == null ? null : NAMES.get(region.strip().toLowerCase(Locale.ROOT));
    return name == null && "AWS Region".equals(item.text("productlocationtype"))
        ? item.text("productlocation")
        : name;
  }

  /** Reads type and name from {@code arn:partition:service:region:account:type/name}. */
  private static void describe(String arn, ChargeDraft draft) {
    String[] parts = arn.split(":", 6);
    if (parts.length < 6) {
      return;
    }
    String resource = parts[5];
    String only = NAMED_ONLY.get(parts[2]);
    int end = 0;
    while (end < resource.length() && "/:".indexOf(resource.charAt(end)) < 0) {
      end++;
    }
    if (end < resource.length() && only == null) {
      draft.set("ResourceType", resource.substring(0, end));
      draft.set("ResourceName", resource.substring(end + 1));
    } else {
      draft.set("ResourceType", only);
      draft.set("ResourceName", resource);
    }
  }

  /** The type of a resource that is no ARN; null when neither its id nor its service tells. */
  private static String type(String id, String productCode) {
    Matcher ec2 = EC2_ID.matcher(id);
    if (ec2.matches()) {
      return EC2_TYPES.get(ec2.group(1));
    }
    // Storage names its buckets and nothing else.
    return "AmazonS3".equalsIgnoreCase(productCode) ? "bucket" : null;
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    WordLists.read("aws-regions.properties").forEach((id, words) -> names.put(id, words.get(0)));
    return Map.copyOf(names);
  }
}
