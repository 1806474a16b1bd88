package cloud.kowabunga.kahuna.catalog;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of one noun, as every catalog of rows reads them. */
public record Rows<R extends Record, I>(Noun noun, Table<R> table, TableField<R, I> key) {
    /** The row, or NOT_FOUND. */
    public R read(DSLContext sql, I id) {
        return refuse(sql.fetchOne(table, key.eq(id)), id);
    }

    /** As {@link #read}; nobody else changes the row until the transaction ends. */
    public R hold(DSLContext sql, I id) {
        return refuse(sql.selectFrom(table).where(key.eq(id)).forNoKeyUpdate().fetchOne(), id);
    }

    /**
     * As {@link #hold(DSLContext, Object)}, and CHANGED_MEANWHILE where the request has a condition that the object does not meet.
     *
     * @param body the object as the caller would read it now; asked for only where there is a condition
     */
    public R hold(DSLContext sql, I id, Function<? super R, ?> body) {
        var row = hold(sql, id);
        Precondition.check(() -> body.apply(row));
        return row;
    }

    /** As {@link #hold(DSLContext, Object)}; nor does anybody begin to refer to the row meanwhile. */
    public R freeze(DSLContext sql, I id) {
        return refuse(sql.selectFrom(table).where(key.eq(id)).forUpdate().fetchOne(), id);
    }

    /** NOT_FOUND where there is no such row. */
    public void require(DSLContext sql, I id) {
        if (!sql.fetchExists(table, key.eq(id))) {
            throw absent(id);
        }
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
            throw absent(id);
        }
        sql.update(table)
                .set(isDefault, false)
                .where(siblings, isDefault.isTrue(), key.ne(id))
                .returningResult(key)
                .fetch(key)
                .forEach(former -> ChangeNotice.send(sql, noun.path(), String.valueOf(former), null, null));
        sql.update(table).set(isDefault, true).where(key.eq(id)).execute();
    }

    private R refuse(@Nullable R row, I id) {
        if (row == null) {
            throw absent(id);
        }
        return row;
    }

    private KowabungaException absent(I id) {
        return Absent.fault(noun, String.valueOf(id));
    }
}
