package cloud.kowabunga.compute;

import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.storage.VolumeId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The ids of what a Kompute consists of, made before any of it is. A part that it does not have has an id all the same, which it
 * gets should it be made later.
 *
 * @param disk the volume that boots
 * @param dataDisk the volume beside it, if the Kompute has one
 * @param publicAdapter the adapter in the region's public network, if the Kompute is public
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KomputeParts(
        InstanceId instance, VolumeId disk, VolumeId dataDisk, AdapterId privateAdapter, AdapterId publicAdapter) {}
