package cloud.kowabunga.workflow;

import cloud.kowabunga.operation.Order;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import java.util.List;

/** The search attributes that make the engine's history an audit record. */
public final class Attributes {
    public static final SearchAttributeKey<String> OPERATION = SearchAttributeKey.forKeyword("KowabungaOperation");
    public static final SearchAttributeKey<String> PROJECT = SearchAttributeKey.forKeyword("KowabungaProject");
    public static final SearchAttributeKey<String> REGION = SearchAttributeKey.forKeyword("KowabungaRegion");
    public static final SearchAttributeKey<String> NOUN = SearchAttributeKey.forKeyword("KowabungaNoun");
    public static final SearchAttributeKey<String> RESOURCE = SearchAttributeKey.forKeyword("KowabungaResource");
    public static final SearchAttributeKey<String> USER = SearchAttributeKey.forKeyword("KowabungaUser");
    public static final List<SearchAttributeKey<String>> ALL =
            List.of(OPERATION, PROJECT, REGION, NOUN, RESOURCE, USER);

    private Attributes() {}

    public static SearchAttributes of(Order order) {
        var attributes = SearchAttributes.newBuilder()
                .set(OPERATION, order.id().value())
                .set(NOUN, order.noun().title())
                .set(RESOURCE, order.resource())
                .set(USER, order.requester().name());
        if (order.project() != null) {
            attributes.set(PROJECT, order.project().value());
        }
        if (order.region() != null) {
            attributes.set(REGION, order.region().value());
        }
        return attributes.build();
    }
}
