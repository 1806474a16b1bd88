package cloud.kowabunga.kahuna.network;

import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Adapter;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.SubnetId;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Adapters over HTTP. */
@Api
final class AdapterController {
    private final AdapterRows adapters;

    AdapterController(AdapterRows adapters) {
        this.adapters = adapters;
    }

    @PostMapping("/subnet/{subnetId}/adapter")
    @ResponseStatus(HttpStatus.CREATED)
    Adapter create(
            NewIds ids,
            @PathVariable("subnetId") SubnetId subnet,
            @RequestParam(name = "assignIP", defaultValue = "false") boolean assignIP,
            @RequestBody Adapter given) {
        return adapters.create(ids, subnet, given, assignIP);
    }

    @GetMapping("/subnet/{subnetId}/adapters")
    List<AdapterId> listIn(@PathVariable("subnetId") SubnetId subnet) {
        return adapters.idsIn(subnet);
    }

    @GetMapping("/adapter")
    List<AdapterId> list() {
        return adapters.ids();
    }

    @GetMapping("/adapter/{adapterId}")
    Adapter read(@PathVariable("adapterId") AdapterId id) {
        return adapters.read(id);
    }

    @PutMapping("/adapter/{adapterId}")
    Adapter update(@PathVariable("adapterId") AdapterId id, @RequestBody Adapter given) {
        return adapters.update(id, given);
    }

    @DeleteMapping("/adapter/{adapterId}")
    void delete(@PathVariable("adapterId") AdapterId id) {
        adapters.delete(id);
    }
}
