package cloud.kowabunga.koala.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The same is done to many resources by one operation, of which each other one is a part. */
abstract class BulkContract extends AuditContract {
    @Test
    void many_are_deleted_by_one_operation_with_a_part_for_each() {
        var first = volume(fresh("bulk"));
        var second = volume(fresh("bulk"));
        succeeds(first);
        succeeds(second);
        var whole = client().bulk("volume", "delete", List.of(first.resource(), second.resource()), Manner.PLAIN);
        assertThat(whole.isBulk()).isTrue();
        succeeds(whole);
        var parts = client().operations(OperationFilter.partsOf(whole.id().value()), new Range(0, 10, ""));
        assertThat(parts.total()).isEqualTo(2);
        assertThat(parts.rows()).allSatisfy(part -> {
            assertThat(part.parent()).isEqualTo(whole.id().value());
            assertThat(part.verb()).isEqualTo("DeleteVolume");
            assertThat(part.state().isFinal()).isTrue();
        });
        assertThat(client().operation(whole.id()).parent()).isNull();
    }

    @Test
    void nothing_begins_where_one_of_many_is_not_there() {
        var made = volume(fresh("kept"));
        succeeds(made);
        var absent = region(fresh("novolume"));
        assertThatExceptionOfType(KahunaRefusal.class)
                .isThrownBy(() -> client().bulk("volume", "delete", List.of(made.resource(), absent), Manner.PLAIN))
                .satisfies(refusal -> assertThat(refusal.notFound()).isTrue());
        assertThat(client().resource("volume", made.resource()).id()).isEqualTo(made.resource());
        succeeds(client().bulk("volume", "delete", List.of(made.resource()), Manner.PLAIN));
        delete("region", absent);
    }

    private void succeeds(OperationRow whole) {
        succeeds(new Made(whole.resource(), whole.id().value(), null));
    }
}
