package cloud.kowabunga.kahuna.storage;

import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.StorageNfs;
import cloud.kowabunga.storage.StorageNfsId;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** NFS services over HTTP; some of their lists have a second path, which the older clients know. */
@Api
final class StorageNfsController {
    private final StorageNfses services;

    StorageNfsController(StorageNfses services) {
        this.services = services;
    }

    @PostMapping("/region/{regionId}/nfs")
    @ResponseStatus(HttpStatus.CREATED)
    StorageNfs create(
            NewIds ids,
            @PathVariable("regionId") RegionId region,
            @RequestParam(name = "poolId", defaultValue = "") String poolId,
            @RequestBody StorageNfs given) {
        @Nullable StoragePoolId pool = poolId.isBlank() ? null : Given.valid("poolId", poolId, StoragePoolId::new);
        return services.create(ids, region, pool, given);
    }

    @GetMapping({"/region/{regionId}/nfses", "/region/{regionId}/nfs"})
    List<StorageNfsId> listIn(@PathVariable("regionId") RegionId region) {
        return services.idsIn(region);
    }

    @GetMapping("/nfs")
    List<StorageNfsId> list() {
        return services.ids();
    }

    @GetMapping("/nfs/{nfsId}")
    StorageNfs read(@PathVariable("nfsId") StorageNfsId id) {
        return services.read(id);
    }

    @PutMapping("/nfs/{nfsId}")
    StorageNfs update(@PathVariable("nfsId") StorageNfsId id, @RequestBody StorageNfs given) {
        return services.update(id, given);
    }

    @DeleteMapping("/nfs/{nfsId}")
    void delete(@PathVariable("nfsId") StorageNfsId id) {
        services.delete(id);
    }

    @PatchMapping("/region/{regionId}/nfs/{nfsId}/default")
    void makeDefault(@PathVariable("regionId") RegionId region, @PathVariable("nfsId") StorageNfsId id) {
        services.makeDefault(region, id);
    }

    @GetMapping({"/nfs/{nfsId}/kylos", "/nfs/{nfsId}/kylo"})
    List<String> kylos(@PathVariable("nfsId") StorageNfsId id) {
        return services.kylos(id);
    }
}
