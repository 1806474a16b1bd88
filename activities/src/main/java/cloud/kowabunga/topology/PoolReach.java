package cloud.kowabunga.topology;

/** From where the images of a pool can be used. */
public enum PoolReach {
    /** Only on the Kaktus whose agent serves the pool: a directory. */
    KAKTUS,
    /** On every Kaktus of the region: Ceph. */
    REGION
}
