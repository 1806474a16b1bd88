package cloud.kowabunga.koala.client;

import cloud.kowabunga.compute.InstanceState;
import org.jspecify.annotations.Nullable;

/**
 * Which instances.
 *
 * @param name a part of the name, in any case; empty for all
 */
public record InstanceFilter(String name, @Nullable InstanceState state) {
    public static final InstanceFilter ALL = new InstanceFilter("", null);
}
