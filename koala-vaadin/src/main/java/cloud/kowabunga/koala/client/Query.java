package cloud.kowabunga.koala.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What stands behind the question mark of a request, without what was not given. */
final class Query {
    private Query() {}

    static Map<String, Object> of(Range range) {
        var query = new LinkedHashMap<String, Object>();
        query.put("offset", range.offset());
        query.put("limit", range.limit());
        given(query, "sort", range.sort());
        return query;
    }

    static Map<String, Object> of(AuditFilter filter) {
        var query = new LinkedHashMap<String, Object>();
        given(query, "who", filter.who());
        given(query, "noun", filter.noun());
        given(query, "resource", filter.resource());
        given(query, "operation", filter.operation());
        given(query, "result", filter.result() == null ? "" : filter.result().name());
        given(query, "since", Objects.toString(filter.since(), ""));
        given(query, "until", Objects.toString(filter.until(), ""));
        return query;
    }

    static void given(Map<String, Object> query, String parameter, String value) {
        if (!value.isBlank()) {
            query.put(parameter, value);
        }
    }
}
