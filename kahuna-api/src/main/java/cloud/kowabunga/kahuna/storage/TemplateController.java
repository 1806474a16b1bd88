package cloud.kowabunga.kahuna.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.Precondition;
import cloud.kowabunga.kahuna.operation.Dispatch;
import cloud.kowabunga.kahuna.operation.Errand;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Template;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.TemplateSpec;
import cloud.kowabunga.workflow.storage.DeleteTemplate;
import cloud.kowabunga.workflow.storage.ImportTemplate;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Templates over HTTP. */
@Api
final class TemplateController {
    private static final String LINUX = "linux";

    private final TemplateRows templates;
    private final Dispatch dispatch;

    TemplateController(TemplateRows templates, Dispatch dispatch) {
        this.templates = templates;
        this.dispatch = dispatch;
    }

    @PostMapping("/pool/{poolId}/template")
    ResponseEntity<Object> create(
            Errand errand, @PathVariable("poolId") StoragePoolId pool, @RequestBody Template given) {
        var region = templates.regionOf(pool);
        var id = new TemplateId(errand.ids().resource());
        var os = Given.or(given.os(), LINUX);
        var spec = new TemplateSpec(
                id,
                new Name(Given.name(given.name())),
                given.description(),
                os.isEmpty() ? LINUX : os,
                Given.text("source", given.source()));
        var task = new Dispatch.Task(
                ImportTemplate.class,
                Noun.TEMPLATE,
                id,
                spec.name().value(),
                null,
                region,
                order -> new ImportTemplate.Input(order, new TemplateLedger.Admission(order.id(), pool, spec)),
                Bytes.class);
        return dispatch.run(errand, task, HttpStatus.CREATED, () -> templates.read(id));
    }

    @GetMapping("/template")
    List<TemplateId> list() {
        return templates.ids();
    }

    @GetMapping("/pool/{poolId}/templates")
    List<TemplateId> listIn(@PathVariable("poolId") StoragePoolId pool) {
        return templates.idsIn(pool);
    }

    @GetMapping("/template/{templateId}")
    Template read(@PathVariable("templateId") TemplateId id) {
        return templates.read(id);
    }

    @PutMapping("/template/{templateId}")
    Template update(@PathVariable("templateId") TemplateId id, @RequestBody Template given) {
        return templates.describe(id, given);
    }

    @PatchMapping("/pool/{poolId}/template/{templateId}/default")
    void makeDefault(@PathVariable("poolId") StoragePoolId pool, @PathVariable("templateId") TemplateId id) {
        templates.makeDefault(pool, id);
    }

    @DeleteMapping("/template/{templateId}")
    ResponseEntity<Object> delete(Errand errand, @PathVariable("templateId") TemplateId id) {
        var found = templates.find(id);
        Precondition.check(() -> read(id));
        var task = new Dispatch.Task(
                DeleteTemplate.class,
                Noun.TEMPLATE,
                id,
                found.row().getName(),
                null,
                found.region(),
                order -> new DeleteTemplate.Input(order, id),
                Void.class);
        return dispatch.run(errand, task, HttpStatus.OK, () -> null);
    }
}
