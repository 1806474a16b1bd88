package cloud.kowabunga.kahuna.storage;

import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.StoragePool;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Storage pools over HTTP. */
@Api
final class StoragePoolController {
    private final StoragePools pools;

    StoragePoolController(StoragePools pools) {
        this.pools = pools;
    }

    @PostMapping("/region/{regionId}/pool")
    @ResponseStatus(HttpStatus.CREATED)
    StoragePool create(NewIds ids, @PathVariable("regionId") RegionId region, @RequestBody StoragePool given) {
        return pools.create(ids, region, given);
    }

    @GetMapping("/region/{regionId}/pools")
    List<StoragePoolId> listIn(@PathVariable("regionId") RegionId region) {
        return pools.idsIn(region);
    }

    @GetMapping("/pool")
    List<StoragePoolId> list() {
        return pools.ids();
    }

    @GetMapping("/pool/{poolId}")
    StoragePool read(@PathVariable("poolId") StoragePoolId id) {
        return pools.read(id);
    }

    @PutMapping("/pool/{poolId}")
    StoragePool update(@PathVariable("poolId") StoragePoolId id, @RequestBody StoragePool given) {
        return pools.update(id, given);
    }

    @DeleteMapping("/pool/{poolId}")
    void delete(@PathVariable("poolId") StoragePoolId id) {
        pools.delete(id);
    }

    @PatchMapping("/region/{regionId}/pool/{poolId}/default")
    void makeDefault(@PathVariable("regionId") RegionId region, @PathVariable("poolId") StoragePoolId id) {
        pools.makeDefault(region, id);
    }
}
