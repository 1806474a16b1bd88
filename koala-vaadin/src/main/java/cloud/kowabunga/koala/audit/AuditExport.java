package cloud.kowabunga.koala.audit;

import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.AuditFilter;
import cloud.kowabunga.koala.client.KahunaAway;
import cloud.kowabunga.koala.client.KahunaRefusal;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.http.MediaType;

/** Hands the browser what Kahuna writes, row by row: Koala holds none of it. */
final class AuditExport implements DownloadHandler {
    private final transient Visitor visitor;
    private final transient Supplier<AuditFilter> filter;

    /** @param filter what is to be exported, asked for on whatever thread serves the browser */
    AuditExport(Visitor visitor, Supplier<AuditFilter> filter) {
        this.visitor = visitor;
        this.filter = filter;
    }

    @Override
    public void handleDownloadRequest(DownloadEvent event) throws IOException {
        try (var lines = visitor.kahuna().auditLines(filter.get())) {
            event.setFileName("audit.jsonl");
            event.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            lines.transferTo(event.getOutputStream());
        } catch (KahunaRefusal no) {
            refused(event.getResponse(), no.status(), no.reason());
        } catch (KahunaAway away) {
            refused(event.getResponse(), 503, away.reason());
        }
    }

    private static void refused(VaadinResponse response, int status, String sentence) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain; charset=utf-8");
        response.getWriter().println(sentence);
    }
}
