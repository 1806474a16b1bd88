package cloud.kowabunga.workflow;

import java.util.List;

/** A scenario that nobody disturbs: which activities it calls, and how everything looks afterwards. */
final class Rehearsal {
    private final List<String> activities;
    private final List<String> dump;

    Rehearsal(Engine engine, Scenario scenario) {
        var place = engine.newPlace();
        var orders = new Orders(engine, place);
        scenario.given().accept(orders, place);
        engine.saboteur.plan(new Saboteur.Plot() {});
        engine.result(scenario.order().apply(orders));
        activities = engine.saboteur.seen();
        dump = place.dump();
    }

    List<String> activities() {
        return activities;
    }

    List<String> dump() {
        return dump;
    }
}
