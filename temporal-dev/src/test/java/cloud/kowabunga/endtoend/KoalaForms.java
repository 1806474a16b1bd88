package cloud.kowabunga.endtoend;

import static cloud.kowabunga.endtoend.Chromium.soon;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;

/** Koala's pages under the hands of a person: opens, types, chooses and presses. */
record KoalaForms(Page page, String koala) {
    void open(String path) {
        page.navigate(koala + "/" + path);
    }

    /** The form for a new one of the kind. */
    KoalaForms make(String path) {
        open(path);
        press("new");
        soon(page.locator("#save"));
        return this;
    }

    KoalaForms type(String field, String text) {
        var input = input(field);
        input.fill(text);
        input.blur();
        return this;
    }

    /** Chooses one, or one more of several, by a name that is there. */
    KoalaForms choose(String field, String name) {
        input(field).click();
        input(field).fill(name);
        page.locator(
                        "vaadin-combo-box-item:visible, vaadin-multi-select-combo-box-item:visible, vaadin-select-item:visible")
                .filter(new Locator.FilterOptions().setHasText(name))
                .first()
                .click();
        // A list of which several may be chosen stays open until one goes on.
        input(field).press("Tab");
        return this;
    }

    /** Chooses one of a few words. */
    KoalaForms pick(String field, String word) {
        page.locator("[id='field-" + field + "']").click();
        page.locator("vaadin-select-item:visible")
                .getByText(word, new Locator.GetByTextOptions().setExact(true))
                .click();
        return this;
    }

    /** Lets a refused step wait for a person. */
    KoalaForms pausing() {
        page.locator("#pause:visible input").check();
        return this;
    }

    private Locator input(String field) {
        return page.locator("[id='field-" + field + "'] input");
    }

    void press(String id) {
        page.locator("#" + id + ":visible").click();
    }

    void save() {
        press("save");
    }

    /** Looks for rows by a part of their names and selects the first so many that are found. */
    void select(String part, int rows) {
        page.getByLabel("Show those whose name contains").fill(part);
        var boxes = page.locator("vaadin-grid vaadin-checkbox:visible");
        assertThat(boxes).hasCount(rows);
        for (var row = 0; row < rows; row++) {
            boxes.nth(row).click();
        }
    }

    /** Types the name that the dialog wants and goes on. */
    void confirm(String name) {
        page.locator("#confirm-name input").fill(name);
        press("confirm");
    }

    void sees(String text) {
        soon(page.getByText(text));
    }

    void seesState(String state) {
        seesState(".state", state);
    }

    /** Of what the page is about, whatever states its parts have. */
    void seesOwnState(String state) {
        seesState(".operation-head .state", state);
    }

    private void seesState(String badge, String state) {
        soon(page.locator(badge)
                .filter(new Locator.FilterOptions()
                        .setHasText(Pattern.compile("^\\s*" + state + "\\s*$", Pattern.CASE_INSENSITIVE))));
    }

    void seesNothingOf(String text) {
        assertThat(page.getByText(text)).hasCount(0);
    }
}
