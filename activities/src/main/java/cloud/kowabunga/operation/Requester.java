package cloud.kowabunga.operation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Who asked for an operation.
 *
 * @param name the user's or the key's name, for people
 * @param id the user's or the key's id
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Requester(String name, String id) {}
