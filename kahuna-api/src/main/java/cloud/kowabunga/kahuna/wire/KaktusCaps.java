package cloud.kowabunga.kahuna.wire;

/** What a Kaktus has, as its agent last reported it; zeros before the first report. Memory is in bytes. */
public record KaktusCaps(KaktusCpu cpu, long memory) {}
