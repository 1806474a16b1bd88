/** Every way to say no: one enum, one category each, one sentence for the person. */
@NullMarked
package cloud.kowabunga.fault;

import org.jspecify.annotations.NullMarked;
