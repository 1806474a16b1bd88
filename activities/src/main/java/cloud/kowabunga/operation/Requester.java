package cloud.kowabunga.operation;

/**
 * Who asked for an operation.
 *
 * @param name the user's or the key's name, for people
 * @param id the user's or the key's id
 */
public record Requester(String name, String id) {}
