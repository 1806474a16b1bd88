package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.wire.ApiToken;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Until when a key holds: for ever, or to the end of its last day in UTC. */
public record Expiry(@Nullable LocalDate lastDay) {
    /** As callers say it; a key that runs out needs a day, which is not over. */
    public static Expiry of(@Nullable Boolean expire, @Nullable LocalDate lastDay) {
        if (expire != null && !expire) {
            return new Expiry(null);
        }
        if (lastDay == null) {
            if (expire != null) {
                throw Fault.INVALID_VALUE.because("expirationDate: a key that expires needs a day, like 2027-01-31.");
            }
            return new Expiry(null);
        }
        if (lastDay.isBefore(LocalDate.now(ZoneOffset.UTC))) {
            throw Fault.INVALID_VALUE.because("expirationDate: " + lastDay + " is over.");
        }
        return new Expiry(lastDay);
    }

    @Nullable Instant moment() {
        return lastDay == null
                ? null
                : lastDay.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Of a key that ends at this moment; null: never. */
    static Expiry at(@Nullable Instant moment) {
        return new Expiry(
                moment == null
                        ? null
                        : moment.atZone(ZoneOffset.UTC).toLocalDate().minusDays(1));
    }

    /** What it is after an update; what was not given, or is as it was, stays. */
    Expiry changed(ApiToken given) {
        var day = given.expirationDate();
        if (given.expire() == null && day == null) {
            return this;
        }
        if (!Boolean.FALSE.equals(given.expire()) && lastDay != null && (day == null || day.equals(lastDay))) {
            return this;
        }
        return of(given.expire(), day);
    }

    ApiToken token(String id, String name, @Nullable String description) {
        return new ApiToken(id, name, description, lastDay != null, lastDay);
    }
}
