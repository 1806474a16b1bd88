/** What a project may use and what it uses. */
@NullMarked
package cloud.kowabunga.koala.tenancy;

import org.jspecify.annotations.NullMarked;
