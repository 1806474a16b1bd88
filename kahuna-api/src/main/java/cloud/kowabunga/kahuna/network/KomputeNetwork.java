package cloud.kowabunga.kahuna.network;

/** Which network of a Kompute an adapter of it is for. */
public enum KomputeNetwork {
    /** The project's private subnet of the region. */
    PRIVATE,
    /** The region's public network. */
    PUBLIC
}
