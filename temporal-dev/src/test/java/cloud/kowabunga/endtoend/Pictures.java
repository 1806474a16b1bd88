package cloud.kowabunga.endtoend;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;

/**
 * Pictures of the manual, taken by the tests that do what they show: into {@code temporal-dev/target/pictures}, or with
 * {@code -Dpictures.write=true} into the manual itself.
 */
record Pictures(Path folder) {
    /** Wide enough for every page, and small enough to be read in a manual. */
    static final int WIDTH = 1000;

    static final int HEIGHT = 640;

    static Pictures of(Platform platform) {
        return new Pictures(platform.root()
                .resolve(Boolean.getBoolean("pictures.write") ? "docs/images" : "temporal-dev/target/pictures"));
    }

    void take(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file(name)).setAnimations(ScreenshotAnimations.DISABLED));
    }

    /** Of one thing on a page alone. */
    void take(Locator thing, String name) {
        thing.screenshot(
                new Locator.ScreenshotOptions().setPath(file(name)).setAnimations(ScreenshotAnimations.DISABLED));
    }

    private Path file(String name) {
        return folder.resolve(name + ".png");
    }
}
