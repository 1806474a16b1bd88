/** The rows of projects, their quotas and what they use. */
@NullMarked
package cloud.kowabunga.kahuna.tenancy;

import org.jspecify.annotations.NullMarked;
