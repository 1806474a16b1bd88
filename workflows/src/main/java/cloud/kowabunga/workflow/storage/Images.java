package cloud.kowabunga.workflow.storage;

import cloud.kowabunga.compute.HypervisorActivities.DiskGrowth;
import cloud.kowabunga.storage.BlockStoreActivities.Clone;
import cloud.kowabunga.storage.BlockStoreActivities.NewImage;
import cloud.kowabunga.storage.ResizePlan;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumePlan;
import cloud.kowabunga.workflow.Steps;

/** The images of volumes: what an operation on one volume and an operation on a whole Kompute do with them alike. */
public final class Images {
    private Images() {}

    /** A step that makes the image, empty or as a clone; undone by deleting it. */
    public static void make(Steps steps, VolumePlan plan, String name) {
        var store = steps.store(plan.pool());
        var place = name + " in pool " + plan.poolName();
        var image = steps.undoBy(() -> store.delete(plan.image()));
        var source = plan.source();
        if (source == null) {
            image.run("Create image of " + place, () -> store.create(new NewImage(plan.image(), plan.size())));
        } else {
            image.run("Clone image of " + place, () -> store.cloneImage(new Clone(source, plan.image(), plan.size())));
        }
    }

    /** Steps that grow the image. A running machine holds it open and grows it itself; the store then finds it done. There is no way back. */
    public static void grow(Steps steps, ResizePlan plan, VolumeId volume, String name) {
        var instance = plan.attachedTo();
        var kaktus = plan.kaktus();
        var size = plan.after().forPeople();
        if (instance != null && kaktus != null) {
            steps.run(
                    "Grow disk %s of its machine to %s".formatted(name, size),
                    () -> steps.hypervisor(kaktus).growDisk(new DiskGrowth(instance, volume, plan.after())));
        }
        steps.run(
                "Grow image of %s to %s".formatted(name, size),
                () -> steps.store(plan.pool()).resize(new NewImage(plan.image(), plan.after())));
    }

    /** A step that deletes the image. There is no way back. */
    public static void delete(Steps steps, VolumePlan plan, String name) {
        steps.destroy(
                "Delete image of " + name + " in pool " + plan.poolName(),
                () -> steps.store(plan.pool()).delete(plan.image()));
    }
}
