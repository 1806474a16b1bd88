package cloud.kowabunga.topology;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The processors of a Kaktus, as libvirt's node information tells them.
 *
 * @param arch for example {@code x86_64}
 * @param threads all hardware threads of the machine, the measure of CPU capacity
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Processor(String arch, String model, String vendor, int sockets, int cores, int threads) {}
