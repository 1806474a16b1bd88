package cloud.kowabunga.kahuna.network;

import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.DnsRecord;
import cloud.kowabunga.network.DnsRecordId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** DNS records of projects and regions over HTTP. */
@Api
final class DnsRecordController {
    private final DnsRecords records;

    DnsRecordController(DnsRecords records) {
        this.records = records;
    }

    @PostMapping("/project/{projectId}/record")
    @ResponseStatus(HttpStatus.CREATED)
    DnsRecord create(NewIds ids, @PathVariable("projectId") ProjectId project, @RequestBody DnsRecord given) {
        return records.create(ids, project, given);
    }

    @PostMapping("/region/{regionId}/record")
    @ResponseStatus(HttpStatus.CREATED)
    DnsRecord create(NewIds ids, @PathVariable("regionId") RegionId region, @RequestBody DnsRecord given) {
        return records.create(ids, region, given);
    }

    @GetMapping("/project/{projectId}/records")
    List<DnsRecordId> listIn(@PathVariable("projectId") ProjectId project) {
        return records.idsIn(project);
    }

    @GetMapping("/region/{regionId}/records")
    List<DnsRecordId> listIn(@PathVariable("regionId") RegionId region) {
        return records.idsIn(region);
    }

    @GetMapping("/record/{recordId}")
    DnsRecord read(@PathVariable("recordId") DnsRecordId id) {
        return records.read(id);
    }

    @PutMapping("/record/{recordId}")
    DnsRecord update(@PathVariable("recordId") DnsRecordId id, @RequestBody DnsRecord given) {
        return records.update(id, given);
    }

    @DeleteMapping("/record/{recordId}")
    void delete(@PathVariable("recordId") DnsRecordId id) {
        records.delete(id);
    }
}
