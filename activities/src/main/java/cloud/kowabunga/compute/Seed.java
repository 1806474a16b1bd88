package cloud.kowabunga.compute;

/**
 * The NoCloud data that the machine finds on a small disk labelled {@code cidata}, as cloud-init's NoCloud data source
 * defines its files. Holds no secret: what is secret comes over the network from the metadata endpoint.
 */
public record Seed(String metaData, String userData, String networkConfig) {}
