package cloud.kowabunga.storage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Names one image in one pool.
 *
 * @param pool the pool's name in the agents' configuration
 * @param image {@code volume-<id>} or {@code template-<id>}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageRef(String pool, String image) {
    public static ImageRef of(String pool, VolumeId volume) {
        return new ImageRef(pool, "volume-" + volume.value());
    }

    public static ImageRef of(String pool, TemplateId template) {
        return new ImageRef(pool, "template-" + template.value());
    }

    @Override
    public String toString() {
        return pool + "/" + image;
    }
}
