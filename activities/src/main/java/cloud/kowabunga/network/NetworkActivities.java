package cloud.kowabunga.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What a workflow may ask of the network of one Kaktus. */
@ActivityInterface(namePrefix = "Network.")
public interface NetworkActivities {
    /** Raises BRIDGE_MISSING where one of the bridges is not there or is down. Changes nothing. */
    void checkBridges(Bridges bridges);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Bridges(List<String> names) {
        public Bridges {
            names = List.copyOf(names);
        }
    }
}
