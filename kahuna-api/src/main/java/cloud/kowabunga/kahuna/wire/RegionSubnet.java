package cloud.kowabunga.kahuna.wire;

/** The private subnet of a project in one region: {@code key} is the region's id, {@code value} the subnet's. */
public record RegionSubnet(String key, String value) {}
