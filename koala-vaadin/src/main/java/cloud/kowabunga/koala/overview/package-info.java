/** The start page: what is well, what is full and what needs somebody. */
@NullMarked
package cloud.kowabunga.koala.overview;

import org.jspecify.annotations.NullMarked;
