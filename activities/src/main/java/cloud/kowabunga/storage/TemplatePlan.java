package cloud.kowabunga.storage;

/** What the ledger decided of a template: the pool whose agents keep it, and its image. */
public record TemplatePlan(StoragePoolId pool, String poolName, ImageRef image, String source) {}
