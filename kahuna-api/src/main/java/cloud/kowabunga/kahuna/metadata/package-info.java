/** What instances ask of the well-known address 169.254.169.254, answered as cloud-init expects it. */
@NullMarked
package cloud.kowabunga.kahuna.metadata;

import org.jspecify.annotations.NullMarked;
