package cloud.kowabunga.koala.client;

import java.util.List;

/**
 * A part of a list.
 *
 * @param total how many rows the whole list has, whatever part was asked for
 */
public record Rows<T>(List<T> rows, int total) {
    public Rows {
        rows = List.copyOf(rows);
    }
}
