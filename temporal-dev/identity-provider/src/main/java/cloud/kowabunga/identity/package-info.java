/** An OpenID Connect provider for tests. */
@NullMarked
package cloud.kowabunga.identity;

import org.jspecify.annotations.NullMarked;
