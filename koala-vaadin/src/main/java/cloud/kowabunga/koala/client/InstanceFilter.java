package cloud.kowabunga.koala.client;

import cloud.kowabunga.compute.InstanceState;
import org.jspecify.annotations.Nullable;

/**
 * Which instances.
 *
 * @param name a part of the name, in any case; empty for all
 * @param id of the only one that is meant; empty for all
 * @param kaktus the id of the Kaktus that carries them; empty for all
 */
public record InstanceFilter(String name, @Nullable InstanceState state, String id, String kaktus) {
    public static final InstanceFilter ALL = new InstanceFilter("", null);

    public InstanceFilter(String name, @Nullable InstanceState state) {
        this(name, state, "", "");
    }

    public static InstanceFilter only(String id) {
        return new InstanceFilter("", null, id, "");
    }

    public static InstanceFilter on(String kaktus) {
        return new InstanceFilter("", null, "", kaktus);
    }
}
