package cloud.kowabunga.storage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What the ledger decided of a template: the pool whose agents keep it, and its image. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TemplatePlan(StoragePoolId pool, String poolName, ImageRef image, String source) {}
