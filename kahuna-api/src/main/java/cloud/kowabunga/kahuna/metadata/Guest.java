package cloud.kowabunga.kahuna.metadata;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.Seed;
import java.util.Optional;

/**
 * An instance that asks for its metadata.
 *
 * @param name its host name
 * @param hostname the same with the project's domain, where it has one
 * @param address the address that it asked from
 * @param mac of the adapter with this address
 * @param image the template of its first volume, or a word for none
 * @param size for people, for example {@code 2-vcpus-4-GiB}
 * @param publicKey the project's SSH key
 * @param seed the same data as on the disk that it boots with
 */
record Guest(
        InstanceId id,
        String name,
        String hostname,
        String address,
        String mac,
        String image,
        String size,
        String zone,
        Optional<String> publicKey,
        Seed seed) {}
