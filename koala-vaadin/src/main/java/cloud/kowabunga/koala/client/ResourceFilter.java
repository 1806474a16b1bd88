package cloud.kowabunga.koala.client;

/**
 * Which resources to list.
 *
 * @param name a part of the name in any case; empty for all
 * @param parent the id of what they hang from; empty for all
 * @param id of the only one that is meant; empty for all
 */
public record ResourceFilter(String name, String parent, String id) {
    public static final ResourceFilter ALL = new ResourceFilter("", "", "");
}
