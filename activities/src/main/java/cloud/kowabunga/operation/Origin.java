package cloud.kowabunga.operation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * Where an order came from, for the audit.
 *
 * @param keyPrefix the public part of the API key; absent where the requester had signed in
 * @param address the network address that the request came from
 * @param input what the request said, as JSON without its secrets
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Origin(
        @Nullable String keyPrefix,
        @Nullable String address,
        @Nullable String input) {}
