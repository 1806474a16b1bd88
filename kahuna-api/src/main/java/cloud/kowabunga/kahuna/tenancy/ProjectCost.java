package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.catalog.Nouns.PROJECTS;

import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.wire.Cost;
import cloud.kowabunga.tenancy.ProjectId;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a project costs a month. */
@Component
final class ProjectCost {
    private final Database database;

    ProjectCost(Database database) {
        this.database = database;
    }

    /** Raises NOT_FOUND, and INVALID_STATE where the prices are in several currencies. */
    Cost of(ProjectId project) {
        return database.read(sql -> {
            PROJECTS.require(sql, project);
            return Costs.of(sql, List.of(project)).of(project);
        });
    }
}
