package cloud.kowabunga.testing;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.BlockStoreActivities;
import cloud.kowabunga.storage.BlockStoreActivities.Clone;
import cloud.kowabunga.storage.BlockStoreActivities.Exclusive;
import cloud.kowabunga.storage.BlockStoreActivities.Import;
import cloud.kowabunga.storage.BlockStoreActivities.NewImage;
import cloud.kowabunga.storage.BlockStoreActivities.Snapshot;
import cloud.kowabunga.storage.Image;
import cloud.kowabunga.storage.ImageRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every block store does, seen through two agents that serve one pool. Each test begins with an empty pool. */
public abstract class BlockStoreContract {
    private static final Bytes SMALL = Bytes.ofMib(4);
    private static final Bytes LARGE = Bytes.ofMib(8);

    protected abstract BlockStoreActivities store();

    /** Another agent that serves the same pool. */
    protected abstract BlockStoreActivities anotherAgent();

    /** The pool's name; it has room for at least 64 MiB. */
    protected abstract String pool();

    /** A source that is an image of {@link #sourceSize}. */
    protected abstract String source();

    /** At most 16 MiB. */
    protected abstract Bytes sourceSize();

    protected abstract String absentSource();

    /** A source that is there and is no image. */
    protected abstract String brokenSource();

    /** Writes a short text at the beginning of an image, as its guest would. */
    protected abstract void write(ImageRef image, String text);

    /** Reads the text that was written last. */
    protected abstract String read(ImageRef image);

    /** Everything that the pool holds, half-made things too, by name. Empty for an empty pool. */
    protected abstract List<String> leftovers();

    @Test
    void an_image_is_made_once_however_often_it_is_asked_for() {
        var image = image("volume-a");
        store().create(new NewImage(image, SMALL));
        anotherAgent().create(new NewImage(image, SMALL));

        assertThat(store().images(pool())).containsExactly(new Image(image, SMALL));
        assertThat(anotherAgent().images(pool())).containsExactly(new Image(image, SMALL));
        assertRefused(Fault.IN_USE, () -> store().create(new NewImage(image, LARGE)));
    }

    @Test
    void an_image_is_removed_once_and_absence_is_success() {
        var image = image("volume-a");
        store().create(new NewImage(image, SMALL));
        store().delete(image);
        anotherAgent().delete(image);
        store().delete(image("volume-never"));

        assertThat(store().images(pool())).isEmpty();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void an_image_grows_and_never_shrinks() {
        var image = image("volume-a");
        store().create(new NewImage(image, SMALL));
        store().resize(new NewImage(image, LARGE));
        anotherAgent().resize(new NewImage(image, LARGE));

        assertThat(store().images(pool())).containsExactly(new Image(image, LARGE));
        assertRefused(Fault.INVALID_VALUE, () -> store().resize(new NewImage(image, SMALL)));
        assertRefused(Fault.NOT_FOUND, () -> store().resize(new NewImage(image("volume-never"), LARGE)));
    }

    @Test
    void an_image_larger_than_the_pool_does_not_fit() {
        var tooMuch = store().status(pool()).capacity().plus(Bytes.ofMib(1));
        assertRefused(Fault.POOL_FULL, () -> store().create(new NewImage(image("volume-a"), tooMuch)));
        store().create(new NewImage(image("volume-b"), SMALL));
        assertRefused(Fault.POOL_FULL, () -> store().resize(new NewImage(image("volume-b"), tooMuch)));

        assertThat(store().images(pool())).containsExactly(new Image(image("volume-b"), SMALL));
    }

    @Test
    void a_clone_begins_as_its_source_and_goes_its_own_way() {
        var template = imported();
        var clone = image("volume-clone");
        store().cloneImage(new Clone(template, clone, sourceSize().plus(SMALL)));
        anotherAgent().cloneImage(new Clone(template, clone, sourceSize().plus(SMALL)));

        assertThat(store().images(pool()))
                .contains(new Image(clone, sourceSize().plus(SMALL)), new Image(template, sourceSize()));
        assertThat(read(clone)).isEqualTo(read(template));
        write(clone, "changed");
        assertThat(read(clone)).isEqualTo("changed");
        assertThat(read(template)).isNotEqualTo("changed");
    }

    @Test
    void a_clone_is_never_smaller_than_its_source_and_has_one() {
        var template = imported();
        assertRefused(
                Fault.INVALID_VALUE,
                () -> store().cloneImage(new Clone(template, image("volume-clone"), Bytes.ofMib(1))));
        assertRefused(
                Fault.NOT_FOUND,
                () -> store().cloneImage(new Clone(image("template-never"), image("volume-clone"), LARGE)));
        store().create(new NewImage(image("volume-other"), sourceSize().plus(LARGE)));
        assertRefused(
                Fault.IN_USE,
                () -> store().cloneImage(new Clone(
                        template, image("volume-other"), sourceSize().plus(SMALL))));
    }

    @Test
    void a_source_of_clones_stays_as_long_as_they_do() {
        var template = imported();
        var clone = image("volume-clone");
        store().cloneImage(new Clone(template, clone, sourceSize()));
        assertRefused(Fault.IN_USE, () -> anotherAgent().delete(template));
        assertThat(store().images(pool())).contains(new Image(template, sourceSize()));

        store().delete(clone);
        store().delete(template);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void a_source_is_imported_once_with_its_size() {
        var template = image("template-t");
        assertThat(store().importImage(new Import(template, source()))).isEqualTo(new Image(template, sourceSize()));
        assertThat(anotherAgent().importImage(new Import(template, source())))
                .isEqualTo(new Image(template, sourceSize()));
        assertThat(store().images(pool())).containsExactly(new Image(template, sourceSize()));
    }

    @Test
    void a_source_that_is_absent_or_no_image_leaves_nothing_behind() {
        assertRefused(Fault.SOURCE_ABSENT, () -> store().importImage(new Import(image("template-t"), absentSource())));
        assertRefused(
                Fault.SOURCE_NOT_AN_IMAGE, () -> store().importImage(new Import(image("template-t"), brokenSource())));

        assertThat(store().images(pool())).isEmpty();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void a_snapshot_keeps_the_content_and_a_rollback_brings_it_back() {
        var image = image("volume-a");
        var first = new Snapshot(image, "first");
        var second = new Snapshot(image, "second");
        store().create(new NewImage(image, SMALL));
        write(image, "one");
        store().snapshot(first);
        write(image, "two");
        anotherAgent().snapshot(first);
        store().snapshot(second);
        write(image, "three");

        assertThat(anotherAgent().snapshots(image)).containsExactly("first", "second");
        store().rollback(first);
        store().rollback(first);
        assertThat(read(image)).isEqualTo("one");
        store().rollback(second);
        assertThat(read(image)).isEqualTo("two");
    }

    @Test
    void snapshots_are_removed_once_and_go_with_their_image() {
        var image = image("volume-a");
        store().create(new NewImage(image, SMALL));
        store().snapshot(new Snapshot(image, "first"));
        store().snapshot(new Snapshot(image, "second"));
        store().deleteSnapshot(new Snapshot(image, "first"));
        anotherAgent().deleteSnapshot(new Snapshot(image, "first"));
        assertThat(store().snapshots(image)).containsExactly("second");
        assertRefused(Fault.NOT_FOUND, () -> store().rollback(new Snapshot(image, "first")));

        store().delete(image);
        assertThat(leftovers()).isEmpty();
        store().deleteSnapshot(new Snapshot(image, "second"));
        assertRefused(Fault.NOT_FOUND, () -> store().snapshots(image));
        assertRefused(Fault.NOT_FOUND, () -> store().snapshot(new Snapshot(image, "third")));
    }

    @Test
    void an_image_has_one_owner_at_a_time() {
        var image = image("volume-a");
        store().create(new NewImage(image, SMALL));
        store().claim(new Exclusive(image, "k1"));
        anotherAgent().claim(new Exclusive(image, "k1"));
        assertRefused(Fault.IN_USE, () -> anotherAgent().claim(new Exclusive(image, "k2")));

        anotherAgent().release(new Exclusive(image, "k2"));
        assertRefused(Fault.IN_USE, () -> anotherAgent().claim(new Exclusive(image, "k2")));
        store().release(new Exclusive(image, "k1"));
        store().release(new Exclusive(image, "k1"));
        anotherAgent().claim(new Exclusive(image, "k2"));
        assertRefused(Fault.NOT_FOUND, () -> store().claim(new Exclusive(image("volume-never"), "k1")));
    }

    @Test
    void a_pool_says_how_it_is() {
        var status = anotherAgent().status(pool());
        assertThat(status.pool()).isEqualTo(pool());
        assertThat(status.problem()).isNull();
        assertThat(status.free()).isLessThanOrEqualTo(status.capacity());
        assertRefused(Fault.NOT_FOUND, () -> store().status("never"));
        assertRefused(Fault.NOT_FOUND, () -> store().images("never"));
    }

    private ImageRef imported() {
        var template = image("template-t");
        store().importImage(new Import(template, source()));
        return template;
    }

    private ImageRef image(String name) {
        return new ImageRef(pool(), name);
    }
}
