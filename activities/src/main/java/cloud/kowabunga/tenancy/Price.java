package cloud.kowabunga.tenancy;

/**
 * Money for a month, a number from 0 upwards.
 *
 * @param currency as people wrote it, for example {@code EUR}
 */
public record Price(double amount, String currency) {
    public Price times(double quantity) {
        return new Price(amount * quantity, currency);
    }

    /** One of so many equal parts; of what has no parts (yet), nothing. */
    public Price per(double parts) {
        return new Price(parts > 0 ? amount / parts : 0, currency);
    }
}
