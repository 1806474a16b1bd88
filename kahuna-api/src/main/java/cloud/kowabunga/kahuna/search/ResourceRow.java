package cloud.kowabunga.kahuna.search;

import org.jspecify.annotations.Nullable;

/**
 * A resource of any noun as a choice shows it.
 *
 * @param parent the id of what it hangs from, for example of a zone's region
 * @param kompute the id of the Kompute that it is a part of
 */
record ResourceRow(
        String id,
        String name,
        @Nullable String parent,
        @Nullable String parentName,
        @Nullable String kompute) {}
