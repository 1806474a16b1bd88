/** What a project may and does use. */
@NullMarked
package cloud.kowabunga.kahuna.tenancy;

import org.jspecify.annotations.NullMarked;
