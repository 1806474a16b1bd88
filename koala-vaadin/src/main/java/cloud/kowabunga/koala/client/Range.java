package cloud.kowabunga.koala.client;

/**
 * Which part of a list to fetch, and in which order.
 *
 * @param sort fields with commas between, a leading {@code -} for descending; empty for the list's own order
 */
public record Range(int offset, int limit, String sort) {}
