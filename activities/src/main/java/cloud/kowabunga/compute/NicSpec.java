package cloud.kowabunga.compute;

import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.MacAddress;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One network card of a machine.
 *
 * @param bridge the bridge on the Kaktus, named by the VNet's {@code interface}
 * @param vlan 0 for none, else 1 to 4094
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NicSpec(AdapterId adapter, MacAddress mac, String bridge, int vlan) {}
