package cloud.kowabunga.kahuna.wire;

/** The processors of a Kaktus. */
public record KaktusCpu(String arch, String model, String vendor, long sockets, long cores, long threads) {}
