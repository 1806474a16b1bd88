/** The screens that tell who did what. */
@NullMarked
package cloud.kowabunga.koala.audit;

import org.jspecify.annotations.NullMarked;
