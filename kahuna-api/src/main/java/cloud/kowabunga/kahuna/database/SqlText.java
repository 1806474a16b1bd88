package cloud.kowabunga.kahuna.database;

import java.io.Serial;
import java.sql.SQLException;
import java.sql.Types;
import java.util.function.Function;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingRegisterContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.impl.AbstractBinding;
import org.jooq.impl.DSL;

/**
 * Carries a PostgreSQL type that JDBC has no equal for, such as {@code inet}, {@code cidr} or {@code macaddr}, as its text.
 *
 * @param <U> what Java code sees
 */
public final class SqlText<U> extends AbstractBinding<Object, U> {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String sqlType;
    private final transient Converter<Object, U> converter;

    public SqlText(String sqlType, Class<U> type, Function<String, U> from, Function<U, String> to) {
        this.sqlType = sqlType;
        this.converter = Converter.ofNullable(Object.class, type, value -> from.apply(value.toString()), to);
    }

    @Override
    public Converter<Object, U> converter() {
        return converter;
    }

    @Override
    protected void sqlBind(BindingSQLContext<U> context) {
        context.render().visit(DSL.sql("?::" + sqlType));
    }

    @Override
    protected void sqlInline(BindingSQLContext<U> context) {
        context.render()
                .visit(DSL.inline(context.convert(converter).value(), String.class))
                .sql("::" + sqlType);
    }

    @Override
    public void register(BindingRegisterContext<U> context) throws SQLException {
        context.statement().registerOutParameter(context.index(), Types.VARCHAR);
    }

    @Override
    public void set(BindingSetStatementContext<U> context) throws SQLException {
        var value = context.convert(converter).value();
        context.statement().setString(context.index(), value == null ? null : value.toString());
    }

    @Override
    public void get(BindingGetResultSetContext<U> context) throws SQLException {
        context.convert(converter).value(context.resultSet().getString(context.index()));
    }
}
