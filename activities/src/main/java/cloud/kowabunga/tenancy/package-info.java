/** Who may, and how much: Project and its quotas. */
@NullMarked
package cloud.kowabunga.tenancy;

import org.jspecify.annotations.NullMarked;
