package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.UI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as the person in front of the screen writes them: their time zone, their language. */
public record ViewerTime(ZoneId zone, Locale locale) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** Of the person who looks at that window. */
    public static ViewerTime of(UI ui) {
        return new ViewerTime(zone(ui), ui.getLocale());
    }

    private static ZoneId zone(UI ui) {
        var told = ui.getPage().getExtendedClientDetails();
        var id = told == null ? null : told.getTimeZoneId();
        try {
            return id == null || id.isBlank() ? ZoneOffset.UTC : ZoneId.of(id);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    /** The time of day, with the date before it unless it is today; a dash where there is none. */
    public String show(@Nullable Instant instant) {
        if (instant == null) {
            return "–";
        }
        var there = instant.atZone(zone);
        var clock = CLOCK.format(there);
        return there.toLocalDate().equals(LocalDate.now(zone)) ? clock : date(there.toLocalDate()) + " " + clock;
    }

    /** Everything, with the zone, to read when in doubt. */
    public String full(@Nullable Instant instant) {
        return instant == null
                ? ""
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.LONG)
                        .withLocale(locale)
                        .format(instant.atZone(zone));
    }

    private String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(date);
    }
}
