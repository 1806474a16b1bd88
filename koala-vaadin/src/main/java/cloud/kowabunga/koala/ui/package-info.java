/** Widgets that several screens use; no logic of the product. */
@NullMarked
package cloud.kowabunga.koala.ui;

import org.jspecify.annotations.NullMarked;
