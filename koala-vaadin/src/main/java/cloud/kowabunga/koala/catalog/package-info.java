/** The screens of everything that is described by fields: one list, one page and one form serve every kind of resource. */
@NullMarked
package cloud.kowabunga.koala.catalog;

import org.jspecify.annotations.NullMarked;
