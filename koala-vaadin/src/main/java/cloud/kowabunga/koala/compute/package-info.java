/** The screens of instances. */
@NullMarked
package cloud.kowabunga.koala.compute;

import org.jspecify.annotations.NullMarked;
