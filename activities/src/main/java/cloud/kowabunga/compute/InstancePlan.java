package cloud.kowabunga.compute;

import cloud.kowabunga.topology.KaktusId;

/**
 * What the ledger decided of an instance: where it lives and what its machine looks like.
 *
 * @param kaktusName for people
 * @param state as last known
 */
public record InstancePlan(KaktusId kaktus, String kaktusName, DomainSpec domain, InstanceState state) {}
