package cloud.kowabunga.compute;

import cloud.kowabunga.topology.KaktusId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What the ledger decided of an instance: where it lives and what its machine looks like.
 *
 * @param kaktusName for people
 * @param state as last known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record InstancePlan(KaktusId kaktus, String kaktusName, DomainSpec domain, InstanceState state) {}
