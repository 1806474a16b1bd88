/** What all rows share that touch no data center: they are read, refused while in use, and written in one transaction. */
@NullMarked
package cloud.kowabunga.kahuna.catalog;

import org.jspecify.annotations.NullMarked;
