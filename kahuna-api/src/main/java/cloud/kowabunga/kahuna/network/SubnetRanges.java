package cloud.kowabunga.kahuna.network;

import static cloud.kowabunga.kahuna.db.Tables.SUBNET_RANGE;

import cloud.kowabunga.kahuna.db.tables.records.SubnetRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.IpRange;
import cloud.kowabunga.network.AddressRange;
import cloud.kowabunga.network.SubnetId;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;

/** The ranges of a subnet from which no address is given out by itself, in the order given. */
enum SubnetRanges {
    RESERVED,
    GW_POOL;

    void replace(DSLContext sql, SubnetRecord subnet, List<IpRange> ranges) {
        sql.deleteFrom(SUBNET_RANGE)
                .where(SUBNET_RANGE.SUBNET_ID.eq(subnet.getId()), SUBNET_RANGE.PURPOSE.eq(name()))
                .execute();
        for (var position = 0; position < ranges.size(); position++) {
            var range = checked(Given.required(field(), ranges.get(position)), subnet.getCidr());
            sql.insertInto(SUBNET_RANGE)
                    .set(SUBNET_RANGE.SUBNET_ID, subnet.getId())
                    .set(SUBNET_RANGE.PURPOSE, name())
                    .set(SUBNET_RANGE.POSITION, position)
                    .set(SUBNET_RANGE.FIRST_ADDRESS, range.first())
                    .set(SUBNET_RANGE.LAST_ADDRESS, range.last())
                    .execute();
        }
    }

    List<AddressRange> of(DSLContext sql, SubnetId id) {
        return sql.selectFrom(SUBNET_RANGE)
                .where(SUBNET_RANGE.SUBNET_ID.eq(id), SUBNET_RANGE.PURPOSE.eq(name()))
                .orderBy(SUBNET_RANGE.POSITION)
                .fetch(row -> new AddressRange(row.getFirstAddress(), row.getLastAddress()));
    }

    List<IpRange> wire(DSLContext sql, SubnetId id) {
        return of(sql, id).stream()
                .map(range -> new IpRange(range.first(), range.last()))
                .toList();
    }

    /** Both kinds. */
    static List<AddressRange> all(DSLContext sql, SubnetId id) {
        return sql.selectFrom(SUBNET_RANGE)
                .where(SUBNET_RANGE.SUBNET_ID.eq(id))
                .fetch(row -> new AddressRange(row.getFirstAddress(), row.getLastAddress()));
    }

    private AddressRange checked(IpRange range, String cidr) {
        var first = SubnetRules.inside(field() + ".first", Given.required(field() + ".first", range.first()), cidr);
        var last = SubnetRules.inside(field() + ".last", Given.required(field() + ".last", range.last()), cidr);
        return Given.valid(field(), range, _ -> new AddressRange(first, last));
    }

    private String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
