package cloud.kowabunga.kahuna.wire;

/** How to reach the console of an instance. */
public record InstanceRemoteAccess(String url) {}
