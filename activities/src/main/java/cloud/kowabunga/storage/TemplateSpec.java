package cloud.kowabunga.storage;

import cloud.kowabunga.Name;
import cloud.kowabunga.fault.Fault;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a template to be.
 *
 * @param os {@code linux} or {@code windows}
 * @param source an http or https URL, or an absolute path (also as {@code file:///…}) on the Kaktus that serves the pool
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TemplateSpec(
        TemplateId id, Name name, @Nullable String description, String os, String source) {
    public TemplateSpec {
        if (!os.equals("linux") && !os.equals("windows")) {
            throw Fault.INVALID_VALUE.because("os: a template is for 'linux' or 'windows', not '" + os + "'.");
        }
        if (!source.matches("(https?://|file:///|/).+")) {
            throw Fault.INVALID_VALUE.because(
                    "source: an http:// or https:// URL or an absolute path is needed, not '" + source + "'.");
        }
    }
}
