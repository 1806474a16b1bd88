package cloud.kowabunga.kahuna.search;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.ADAPTER_ADDRESS;
import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Visible;
import cloud.kowabunga.kahuna.compute.States;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.database.Sorting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SortField;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds instances and gathers what belongs to them: one query for the rows and one for each kind of belonging. */
@Component
final class InstanceSearch {
    private static final Sorting SORTING = new Sorting(
            "instances",
            Map.of(
                    "name", INSTANCE.NAME,
                    "state", INSTANCE.STATE,
                    "memory", INSTANCE.MEMORY,
                    "vcpus", INSTANCE.VCPUS,
                    "projectName", PROJECT.NAME,
                    "kaktusName", KAKTUS.NAME));

    private final Database database;

    InstanceSearch(Database database) {
        this.database = database;
    }

    /** A part of a list, and how long the whole is. */
    record Part(List<InstanceRow> rows, int total) {}

    /** @param sort fields with commas between them, a leading dash for descending */
    Part find(Caller caller, InstanceFilter filter, String sort, int offset, int limit) {
        var order = order(sort);
        var wanted = filter.condition(project -> Visible.to(caller, project));
        return database.read(sql -> {
            requireThere(sql, caller, filter.after());
            var found = sql.select(INSTANCE.fields())
                    .select(PROJECT.NAME, KAKTUS.NAME)
                    .from(INSTANCE)
                    .join(PROJECT)
                    .on(PROJECT.ID.eq(INSTANCE.PROJECT_ID))
                    .join(KAKTUS)
                    .on(KAKTUS.ID.eq(INSTANCE.KAKTUS_ID))
                    .where(wanted)
                    .orderBy(order)
                    .offset(offset)
                    .limit(limit)
                    .fetch();
            var belongings = Belongings.of(sql, found);
            return new Part(found.map(row -> row(row, belongings)), sql.fetchCount(INSTANCE, wanted));
        });
    }

    /** Whoever reads page by page would take an empty one for the end. */
    private static void requireThere(DSLContext sql, Caller caller, @Nullable InstanceId last) {
        if (last != null && !sql.fetchExists(INSTANCE, INSTANCE.ID.eq(last), Visible.to(caller, INSTANCE.PROJECT_ID))) {
            throw Fault.INVALID_VALUE.because(
                    "after: there is no Instance '%s'; the id of the last one of the page before is needed, or of one before it that is still there."
                            .formatted(last));
        }
    }

    private static List<SortField<?>> order(String sort) {
        var order = SORTING.order(sort);
        if (order.isEmpty()) {
            order.add(INSTANCE.NAME.asc());
        }
        order.add(INSTANCE.ID.asc());
        return order;
    }

    private static InstanceRow row(Record row, Belongings belongings) {
        var id = row.get(INSTANCE.ID);
        var state = row.get(INSTANCE.STATE);
        return new InstanceRow(
                id.value(),
                row.get(INSTANCE.NAME),
                row.get(INSTANCE.DESCRIPTION),
                row.get(INSTANCE.PROJECT_ID).value(),
                row.get(PROJECT.NAME),
                row.get(INSTANCE.REGION_ID).value(),
                row.get(INSTANCE.ZONE_ID).value(),
                row.get(INSTANCE.KAKTUS_ID).value(),
                row.get(KAKTUS.NAME),
                state.wire(),
                States.reason(state),
                row.get(INSTANCE.MEMORY).value(),
                row.get(INSTANCE.VCPUS),
                belongings.addresses().getOrDefault(id, List.of()),
                belongings.adapters().getOrDefault(id, List.of()),
                belongings.volumes().getOrDefault(id, List.of()),
                belongings.operations().get(id.value()),
                row.get(INSTANCE.METADATA_FETCHED_AT));
    }

    private record Belongings(
            Map<InstanceId, List<String>> addresses,
            Map<InstanceId, List<String>> adapters,
            Map<InstanceId, List<String>> volumes,
            Map<String, InstanceRow.Current> operations) {

        static Belongings of(DSLContext sql, Result<? extends Record> found) {
            var ids = found.getValues(INSTANCE.ID);
            var addresses = sql.select(ADAPTER.INSTANCE_ID, ADAPTER_ADDRESS.ADDRESS)
                    .from(ADAPTER)
                    .join(ADAPTER_ADDRESS)
                    .on(ADAPTER_ADDRESS.ADAPTER_ID.eq(ADAPTER.ID))
                    .where(ADAPTER.INSTANCE_ID.in(ids))
                    .orderBy(ADAPTER.SLOT, ADAPTER_ADDRESS.POSITION)
                    .fetchGroups(ADAPTER.INSTANCE_ID, ADAPTER_ADDRESS.ADDRESS);
            var adapters = sql.select(ADAPTER.INSTANCE_ID, ADAPTER.ID)
                    .from(ADAPTER)
                    .where(ADAPTER.INSTANCE_ID.in(ids))
                    .orderBy(ADAPTER.SLOT)
                    .fetchGroups(row -> row.value1(), row -> row.value2().value());
            var volumes = sql.select(VOLUME.INSTANCE_ID, VOLUME.ID)
                    .from(VOLUME)
                    .where(VOLUME.INSTANCE_ID.in(ids))
                    .orderBy(VOLUME.SLOT)
                    .fetchGroups(row -> row.value1(), row -> row.value2().value());
            return new Belongings(addresses, adapters, volumes, operations(sql, found, volumes));
        }

        /** Of each instance what works on it: on itself, or where it is a part of a Kompute on the whole or on a part. */
        private static Map<String, InstanceRow.Current> operations(
                DSLContext sql, Result<? extends Record> found, Map<InstanceId, List<String>> volumes) {
            var concerned = new HashMap<String, String>();
            for (var row : found) {
                var id = row.get(INSTANCE.ID);
                concerned.put(id.value(), id.value());
                if (row.get(INSTANCE.KOMPUTE_ID) != null) {
                    concerned.put(row.get(INSTANCE.KOMPUTE_ID).value(), id.value());
                    volumes.getOrDefault(id, List.of()).forEach(volume -> concerned.put(volume, id.value()));
                }
            }
            var operations = new HashMap<String, InstanceRow.Current>();
            sql.select(OPERATION.RESOURCE, OPERATION.ID, OPERATION.VERB, OPERATION.ACTION, OPERATION.STATE)
                    .from(OPERATION)
                    .where(
                            OPERATION.NOUN.in(Noun.INSTANCE, Noun.KOMPUTE, Noun.VOLUME),
                            OPERATION.RESOURCE.in(concerned.keySet()),
                            OPERATION.ENDED_AT.isNull())
                    .orderBy(OPERATION.ORDERED_AT)
                    .forEach(row -> operations.putIfAbsent(
                            Objects.requireNonNull(concerned.get(row.value1())),
                            InstanceRow.Current.of(row.value2(), row.value3(), row.value4(), row.value5())));
            return operations;
        }
    }
}
