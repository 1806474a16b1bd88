package cloud.kowabunga.compute;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The NoCloud data that the machine finds on a small disk labelled {@code cidata}, as cloud-init's NoCloud data source
 * defines its files. Holds no secret: what is secret comes over the network from the metadata endpoint.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Seed(String metaData, String userData, String networkConfig) {}
