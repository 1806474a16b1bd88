package cloud.kowabunga.kahuna.catalog;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/** The rows of one noun, as every catalog of rows reads them. */
public record Rows<R extends Record, I extends Id>(Noun noun, Table<R> table, TableField<R, I> key) {
    /** The row, or NOT_FOUND. */
    public R read(DSLContext sql, I id) {
        return Absent.refuse(sql.fetchOne(table, key.eq(id)), noun, id);
    }

    /** As {@link #read}; nobody else changes the row until the transaction ends. */
    public R hold(DSLContext sql, I id) {
        return Absent.refuse(
                sql.selectFrom(table).where(key.eq(id)).forNoKeyUpdate().fetchOne(), noun, id);
    }

    /** NOT_FOUND where there is no such row. */
    public void require(DSLContext sql, I id) {
        Absent.require(sql, table, key, noun, id);
    }

    /** Whether a request that may have been here before has made this row already. */
    public boolean isThere(DSLContext sql, NewIds ids, I id) {
        return ids.again() && sql.fetchExists(table, key.eq(id));
    }

    /** Sorted. */
    public List<I> ids(DSLContext sql) {
        return ids(sql, DSL.noCondition());
    }

    /** Sorted. */
    public List<I> ids(DSLContext sql, Condition which) {
        return sql.select(key).from(table).where(which).orderBy(key).fetch(key);
    }

    /** Makes one of the siblings the default one instead of the one that was; NOT_FOUND where it is not one of them. */
    public void makeDefault(DSLContext sql, Field<Boolean> isDefault, Condition siblings, I id) {
        if (!sql.fetchExists(table, key.eq(id).and(siblings))) {
            throw Absent.fault(noun, id);
        }
        sql.update(table)
                .set(isDefault, false)
                .where(siblings, isDefault.isTrue(), key.ne(id))
                .execute();
        sql.update(table).set(isDefault, true).where(key.eq(id)).execute();
    }
}
